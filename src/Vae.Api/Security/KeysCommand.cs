using System.Globalization;
using Vae.Catalog;
using Vae.Catalog.Keys;
using Vae.Catalog.Sql;

namespace Vae.Api.Security;

/// <summary><c>keys create | list | revoke</c>: works on the data folder itself, also while a server runs on it.</summary>
internal sealed class KeysCommand
{
    private const string Help = """
        Keys of the service, in the catalog of the data folder. A running server takes changes up by itself.

          keys create --name NAME --scopes LIST [--expires 90d] [--data DIR]
          keys list [--data DIR]
          keys revoke ID [--data DIR]

          --name      what to call the key: 1 to 63 printable characters
          --scopes    what it may do, with commas between:
                        infer     inference and models
                        dataset   datasets
                        train     submit jobs, see and cancel its own
                        admin     everything, all jobs and the running system included
          --expires   how long it is good: days or hours, such as 30d or 12h, or never (90d)
          --data      the data folder (Data__Directory, or ./data)

        The key itself is printed once, on standard output, and is stored nowhere: only its hash is.
        """;

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);

    private readonly Dictionary<string, string> options = [];
    private readonly List<string> words = [];
    private readonly List<string> violations = [];

    /// <summary>Runs the command and returns the exit code: 0 done, 1 refused.</summary>
    /// <param name="arguments">What follows <c>keys</c>.</param>
    /// <param name="configuration">Gives the data folder where the arguments do not.</param>
    /// <param name="output">Takes the key, or the list.</param>
    /// <param name="error">Takes everything else that is to be said.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IConfiguration configuration, TextWriter output, TextWriter error)
    {
        var command = new KeysCommand();
        if (arguments.Count == 0 || arguments.Any(argument => argument is "--help" or "-h"))
        {
            await output.WriteLineAsync(Help);
            return 0;
        }

        command.Read(arguments);
        var folder = Path.GetFullPath(command.options.GetValueOrDefault("--data") ?? (configuration["Data:Directory"] is { Length: > 0 } set ? set : "data"));
        Func<KeyStore, Task<bool>>? action = command.words switch
        {
            ["create"] => command.Create(output, error),
            ["list"] => store => ListAsync(store, output),
            ["revoke", var id] => store => RevokeAsync(store, id, error),
            _ => null,
        };
        if (action is null)
            command.violations.Add("Say 'keys create', 'keys list' or 'keys revoke ID'. 'keys --help' has the details.");
        else if (command.words[0] != "create" && !File.Exists(Path.Combine(folder, CatalogDatabase.FileName)))
            command.violations.Add("There is no catalog in the data folder. Name another with --data, or start the service there once.");
        if (command.violations.Count > 0)
        {
            foreach (var violation in command.violations)
                await error.WriteLineAsync(violation);
            return 1;
        }

        using var database = new CatalogDatabase(new CatalogOptions { DataDirectory = folder }, TimeProvider.System);
        return await action!(new KeyStore(database, TimeProvider.System)) ? 0 : 1;
    }

    private static async Task<bool> ListAsync(KeyStore store, TextWriter output)
    {
        var now = TimeProvider.System.GetUtcNow();
        await output.WriteLineAsync($"{"ID",-12}  {"STATE",-7}  {"CREATED",-16}  {"EXPIRES",-16}  {"LAST USED",-16}  {"SCOPES",-24}  NAME");
        foreach (var key in await store.ListAsync(CancellationToken.None))
        {
            var state = key.RevokedAt is not null ? "revoked" : key.IsActive(now) ? "active" : "expired";
            await output.WriteLineAsync(
                $"{key.Id,-12}  {state,-7}  {Day(key.CreatedAt, ""),-16}  {Day(key.ExpiresAt, "never"),-16}  {Day(key.LastUsedAt, "never"),-16}  {key.Scopes.Words(),-24}  {key.Name}");
        }

        return true;
    }

    private static async Task<bool> RevokeAsync(KeyStore store, string id, TextWriter error)
    {
        var done = ApiKeyText.IsId(id) && await store.RevokeAsync(id, CancellationToken.None);
        await error.WriteLineAsync(done
            ? $"The key {id} opens nothing any more: on a running server within 30 seconds, usually two."
            : "No key has this id. 'keys list' shows those there are; an id is the 12 characters after 'vae_'.");
        return done;
    }

    private static string Day(DateTimeOffset? moment, string absent) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? absent;

    private void Read(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(arguments[i]);
                continue;
            }

            var pair = arguments[i].Split('=', 2);
            if (pair[0] is not ("--name" or "--scopes" or "--expires" or "--data") || (words is not ["create"] && pair[0] != "--data"))
                violations.Add($"'{pair[0]}' is not an option here. 'keys --help' lists those there are.");
            var value = pair.Length == 2 ? pair[1] : i + 1 < arguments.Count ? arguments[++i] : "";
            if (value.Length == 0)
                violations.Add($"{pair[0]} needs a value.");
            options[pair[0]] = value;
        }
    }

    private Func<KeyStore, Task<bool>> Create(TextWriter output, TextWriter error)
    {
        var name = options.GetValueOrDefault("--name") ?? "";
        if (!KeyStore.IsName(name))
            violations.Add($"--name must have 1 to {KeyStore.MaxNameLength} printable ASCII characters.");
        if (!KeyScopesWords.TryParse(options.GetValueOrDefault("--scopes") ?? "", out var scopes))
            violations.Add($"--scopes must list some of these, with commas between: {KeyScopesWords.All}.");
        if (!TryLifetime(options.GetValueOrDefault("--expires"), out var lifetime))
            violations.Add($"--expires must be 'never', or hours or days up to {LongestLifetime.TotalDays:0}d, such as 12h or 30d.");

        return async store =>
        {
            var made = await store.CreateAsync(name, scopes, lifetime, CancellationToken.None);
            await output.WriteLineAsync(made.Text);
            await error.WriteLineAsync(
                $"Key {made.Key.Id} '{name}' may: {scopes.Words()}. {(made.Key.ExpiresAt is { } end ? $"It expires on {Day(end, "")} UTC" : "It does not expire")}. It is shown this once: keep it.");
            return true;
        };
    }

    private static bool TryLifetime(string? text, out TimeSpan? lifetime)
    {
        lifetime = text is null ? DefaultLifetime : null;
        if (text is null or "never")
            return true;
        if (!int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 100_000)
            return false;
        lifetime = text[^1] switch
        {
            'd' => TimeSpan.FromDays(number),
            'h' => TimeSpan.FromHours(number),
            _ => null,
        };
        return lifetime is { } span && span <= LongestLifetime;
    }
}
