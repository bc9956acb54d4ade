using System.Diagnostics;

namespace Vae.Api.Telemetry;

/// <summary>
/// Takes a caller's trace from a well-formed <c>traceparent</c> (W3C Trace Context, section 3.2) and from nothing else: any other text would
/// become the request's id in logs and answers.
/// </summary>
internal sealed class StrictPropagator : DistributedContextPropagator
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";
    private const int LongestState = 512;

    private static readonly DistributedContextPropagator W3C = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = [Parent, State];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => W3C.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        (traceId, traceState) = (null, null);
        if (getter is null)
            return;
        getter(carrier, Parent, out var parent, out var parents);
        if (parents is not null || parent is null || parent.Length != 55 || !parent.StartsWith("00-", StringComparison.Ordinal)
            || !ActivityContext.TryParse(parent, null, isRemote: true, out _))
            return;
        traceId = parent;
        getter(carrier, State, out var state, out _);
        if (state is { Length: <= LongestState } && !state.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            traceState = state;
    }

    /// <summary>None: baggage would be a caller's text in our logs.</summary>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
