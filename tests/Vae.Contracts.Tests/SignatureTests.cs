using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Vae.Contracts.Tests.Sources;
using Vae.Contracts.Tests.Text;

namespace Vae.Contracts.Tests;

/// <summary>Names alone are not enough: arguments, the choice among overloads, nullability and what is not public are checked as well.</summary>
public sealed class SignatureTests(NugetSources stack)
{
    [Theory]
    [InlineData("torchsharp", "TorchSharp.torch.zeros(2, 3).exp()", "")]
    [InlineData("torchsharp", "TorchSharp.torch.zeros(\"three\")", "CS1503")]
    [InlineData("torchsharp", "TorchSharp.torch.zeros(2).copy_(null)", "CS8625")]
    [InlineData("torchsharp", "TorchSharp.torch.zeros(2).add(null)", "CS0121")]
    [InlineData("torchsharp", "new TorchSharp.torch.Tensor()", "CS0122")]
    [InlineData("hangfire", "new Hangfire.BackgroundJobServerOptions { WorkerCount = 1 }", "")]
    [InlineData("hangfire", "new Hangfire.BackgroundJobServerOptions { WorkerCount = \"1\" }", "CS0029")]
    [InlineData("imagesharp", "new SixLabors.ImageSharp.Formats.DecoderOptions { MaxFrames = 1 }", "")]
    [InlineData("imagesharp", "new SixLabors.ImageSharp.Formats.DecoderOptions { MaxFrames = -1 }", "CS0031")]
    public void Expression_IsCheckedAgainstTheSignature(string library, string expression, string expected)
    {
        SyntaxTree source = CSharpSyntaxTree.ParseText($"static class Sample {{ static object Value => {expression}; }}", CompilerSettings.Parsing());
        var compilation = CSharpCompilation.Create("Sample", [source], [.. RunningReferences.All, stack.Stub(Library.Named(library)).Reference], CompilerSettings.Library());

        string.Join(' ', Finding.In(compilation).Select(finding => finding.Id)).ShouldBe(expected);
    }
}
