using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Vae.Api.Configuration;
using Vae.Api.Errors;
using Vae.Catalog.Keys;

namespace Vae.Api.Security;

/// <summary>How often one may call. Only callers with a key are counted, and addresses that show wrong ones: without keys everyone is the machine's own.</summary>
internal sealed class CallLimits(RateLimitOptions options, TimeProvider time)
{
    private const int Callers = 10_000;

    // Submitting is bounded by the queue's quota; this keeps refusing cheap.
    private const int SubmissionsPerSecond = 10;
    private const int SubmissionBurst = 40;

    private readonly TokenBuckets<string> inference = new(options.InferPerSecond, options.InferBurst, Callers, time);
    private readonly TokenBuckets<string> others = new(options.InferPerSecond, options.InferBurst, Callers, time);
    private readonly TokenBuckets<string> submissions = new(SubmissionsPerSecond, SubmissionBurst, Callers, time);
    private readonly TokenBuckets<ulong> failures = new(options.AuthFailuresPerMinute / 60.0, options.AuthFailuresPerMinute, Callers, time);

    /// <summary>Counts a call that was let in.</summary>
    /// <exception cref="ProblemException">429: the caller comes too often.</exception>
    public void CountCall(HttpContext http)
    {
        // Routes that are open to everyone know no caller.
        if (http.User.Identity is not Caller { KeyId: { } key })
            return;
        var scope = http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope;
        var (bucket, perSecond) = scope switch
        {
            KeyScopes.Infer => (inference, options.InferPerSecond),
            KeyScopes.Train when HttpMethods.IsPost(http.Request.Method) => (submissions, SubmissionsPerSecond),
            _ => (others, options.InferPerSecond),
        };
        if (!bucket.TryTake(key, out var wait))
            throw Problems.RateLimited(perSecond, wait).AsException();
    }

    /// <summary>Counts a wrong key.</summary>
    /// <exception cref="ProblemException">429: too many of them came from this address.</exception>
    public void CountFailure(HttpContext http)
    {
        if (!failures.TryTake(Network(http.Connection.RemoteIpAddress), out var wait))
            throw Problems.TooManyFailures(wait).AsException();
    }

    /// <summary>An IPv4 address, or the 64 bits of an IPv6 address that name a network: within one, a host has as many addresses as it likes.</summary>
    private static ulong Network(IPAddress? address)
    {
        if (address is null)
            return 0;
        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}

/// <summary>Counts each call once it is known whose it is.</summary>
internal sealed class CallCounter(RequestDelegate next, CallLimits limits)
{
    public Task InvokeAsync(HttpContext http)
    {
        limits.CountCall(http);
        return next(http);
    }
}
