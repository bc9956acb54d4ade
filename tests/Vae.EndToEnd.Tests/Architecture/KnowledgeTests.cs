namespace Vae.EndToEnd.Tests.Architecture;

public sealed class KnowledgeTests
{
    private static readonly string[] Http = ["System.Net.", "Microsoft.AspNetCore."];
    private static readonly string[] Databases = ["System.Data", "Microsoft.Data.", "Dapper", "Npgsql", "SQLitePCL"];
    private static readonly string[] Engines = ["Hangfire"];

    [Fact]
    public void Core_KnowsNoHttpDatabaseOrEngine() => AssemblyUses.Assemblies(Dll("Vae.Core")).ShouldNotContain(name => StartsWithAny(name, Http, Databases, Engines));

    [Fact]
    public void Core_KnowsNoConsole() => AssemblyUses.Members(Dll("Vae.Core")).ShouldNotContain(member => member.StartsWith("System.Console.", StringComparison.Ordinal));

    /// <summary>Iterators read the thread's number through <c>Environment</c>; nothing else of it is named.</summary>
    [Fact]
    public void Core_KnowsNoEnvironment() => AssemblyUses.Members(Dll("Vae.Core"))
        .Where(member => member.StartsWith("System.Environment.", StringComparison.Ordinal))
        .ShouldAllBe(member => member == "System.Environment.get_CurrentManagedThreadId");

    [Fact]
    public void Catalog_KnowsNoHttpOrEngine() => AssemblyUses.Assemblies(Dll("Vae.Catalog")).ShouldNotContain(name => StartsWithAny(name, Http, Engines));

    [Fact]
    public void Worker_KnowsNoHttp() => AssemblyUses.Assemblies(Dll("Vae.Worker")).ShouldNotContain(name => StartsWithAny(name, Http));

    private static string Dll(string project) => Path.Combine(AppContext.BaseDirectory, $"{project}.dll");

    private static bool StartsWithAny(string name, params string[][] families) =>
        families.SelectMany(family => family).Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
