using TorchSharp;
using Vae.TestUtils;

namespace Vae.Torch.Tests.Api;

public sealed class ApiSurfaceTests
{
    private static string ApprovedFile => Path.Combine(Repository.Root, "tests", "Vae.Torch.Tests", "ApprovedApi.txt");

    /// <summary>ApprovedApi.txt holds the lines of TorchSharp 0.107's API that this assembly claims, each checked against it.</summary>
    [Fact]
    public void ApiSurface_IsWithinTheApprovedContract()
    {
        var actual = ApiText.Describe(typeof(torch).Assembly);
        if (Environment.GetEnvironmentVariable("VAE_APPROVE") == "1")
            File.WriteAllLines(ApprovedFile, actual);

        var approved = File.ReadAllLines(ApprovedFile);
        string[] added = [.. actual.Except(approved).Select(line => "+ " + line)];
        string[] gone = [.. approved.Except(actual).Select(line => "- " + line)];
        string[] changes = [.. added, .. gone];
        changes.ShouldBeEmpty("""
            The public API of namespace TorchSharp has changed (+ is new, - is gone).
            It must stay a part of the API of TorchSharp 0.107: compare each new line with that first (names of parameters and
            defaults included). What TorchSharp does not have belongs into another namespace.
            Then approve the change with: VAE_APPROVE=1 dotnet test tests/Vae.Torch.Tests
            and commit ApprovedApi.txt.
            """);
    }

    [Fact]
    public void Constructors_OfTensors_AreNotPublic() => typeof(torch.Tensor).GetConstructors().ShouldBeEmpty();
}
