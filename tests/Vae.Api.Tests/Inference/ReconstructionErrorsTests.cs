using Vae.Api.Inference;

namespace Vae.Api.Tests.Inference;

public sealed class ReconstructionErrorsTests
{
    [Fact]
    public void Of_IsTheClosedForm()
    {
        var errors = ReconstructionErrors.Of([1, 0, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f, 0.5f], 2);

        errors.Mse.ShouldBe([0.25, 0]);
        // At p = ½ each pixel costs log 2, whatever x is.
        errors.Bce[0].ShouldBe(2 * Math.Log(2), 1e-12);
        errors.Bce[1].ShouldBe(2 * Math.Log(2), 1e-12);
    }

    [Fact]
    public void Of_IsFinite_WhenTheModelIsCertainAndWrong() =>
        ReconstructionErrors.Of([1, 0], [0, 1], 1).Bce[0].ShouldBe(200);
}
