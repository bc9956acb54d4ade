using Vae.Api.Telemetry;

namespace Vae.Api.Tests.Telemetry;

public sealed class StrictPropagatorTests
{
    private const string Good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData(Good, true)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", false)]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false)]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01", false)]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false)]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false)]
    [InlineData("|hierarchical.1.", false)]
    [InlineData("evil \u001b[31m", false)]
    [InlineData("", false)]
    public void Parent_IsTaken_OnlyWhenItIsWellFormed(string parent, bool taken) => Extract(parent, "a=b").Id.ShouldBe(taken ? Good : null);

    [Fact]
    public void State_IsLeft_WhenItIsHostile()
    {
        Extract(Good, "vendor=value").State.ShouldBe("vendor=value");
        Extract(Good, "vendor=\u001b[31m").State.ShouldBeNull();
        Extract(Good, new string('x', 513)).State.ShouldBeNull();
    }

    private static (string? Id, string? State) Extract(string parent, string state)
    {
        new StrictPropagator().ExtractTraceIdAndState(
            null,
            (object? _, string name, out string? value, out IEnumerable<string>? values) =>
                (value, values) = (name switch { "traceparent" => parent, "tracestate" => state, _ => "other" }, null),
            out var id, out var extracted);
        return (id, extracted);
    }
}
