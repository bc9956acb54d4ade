namespace Vae.EndToEnd.Tests.Architecture;

public sealed class BindingKnowledgeTests
{
    [Fact]
    public void Torch_KnowsNothingOfTheProduct() => AssemblyUses.Assemblies(Path.Combine(AppContext.BaseDirectory, "Vae.Torch.dll")).ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
}
