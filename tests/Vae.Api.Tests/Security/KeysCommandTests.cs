using Microsoft.Extensions.Configuration;
using Vae.Api.Security;
using Vae.Api.Tests.Support;
using Vae.Catalog.Keys;
using Vae.Catalog.Sql;
using Vae.TestUtils;

namespace Vae.Api.Tests.Security;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Data => Path.Combine(folder.Path, "data");

    [Fact]
    public async Task Create_PrintsTheKeyAlone_AndListNeverShowsIt()
    {
        var (code, key, said) = await RunAsync("create", "--name", "CI", "--scopes", "infer,train", "--expires=30d");
        code.ShouldBe(0);
        ApiKeyText.TryParse(key.TrimEnd('\n'), out _, out _).ShouldBeTrue(key);
        var (id, secret) = (TestKeys.IdOf(key), Forgery.SecretOf(key));
        said.ShouldContain("infer,train");
        said.ShouldNotContain(secret);

        var (_, list, _) = await RunAsync("list");
        list.ShouldContain(id);
        list.ShouldContain("active");
        list.ShouldContain("infer,train");
        list.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Revoke_EndsTheKey()
    {
        var id = (await RunAsync("create", "--name", "a", "--scopes", "admin", "--expires", "never")).Output.Substring(4, 12);

        (await RunAsync("revoke", id)).Code.ShouldBe(0);

        (await RunAsync("list")).Output.ShouldContain("revoked");
        var (code, _, said) = await RunAsync("revoke", "000000000000");
        code.ShouldBe(1);
        said.ShouldContain("keys list");
    }

    [Theory]
    [InlineData("create")]
    [InlineData("create", "--name", "a", "--scopes", "everything")]
    [InlineData("create", "--name", "a", "--scopes", "infer", "--expires", "0d")]
    [InlineData("create", "--name", "a", "--scopes", "infer", "--expires", "-1d")]
    [InlineData("create", "--name", "a", "--scopes", "infer", "--expires", "3651d")]
    [InlineData("create", "--name", "a", "--scopes", "infer", "--expires", "30")]
    [InlineData("create", "--name", "a", "--scopes", "infer", "--expires", "99999999999d")]
    [InlineData("create", "--name", "a", "--scopes")]
    [InlineData("create", "--name", "a", "--scopes", "infer", "--secret", "x")]
    [InlineData("list", "--name", "a")]
    [InlineData("list")]
    [InlineData("revoke")]
    [InlineData("revoke", "000000000000")]
    [InlineData("delete", "000000000000")]
    public async Task Command_IsRefused_WithoutMakingACatalog(params string[] arguments)
    {
        var (code, output, said) = await RunAsync(arguments);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        said.ShouldNotBeNullOrWhiteSpace();
        File.Exists(Path.Combine(Data, CatalogDatabase.FileName)).ShouldBeFalse();
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("create", "-h")]
    public async Task Help_IsShown(params string[] arguments)
    {
        var (code, output, _) = await RunAsync(arguments);
        code.ShouldBe(0);
        output.ShouldContain("keys create --name NAME --scopes LIST");
    }

    public void Dispose() => folder.Dispose();

    private async Task<(int Code, string Output, string Said)> RunAsync(params string[] arguments)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = Data }).Build();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await KeysCommand.RunAsync(arguments, configuration, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
