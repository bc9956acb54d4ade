namespace Vae.Api.Configuration;

/// <summary>The few settings that have a name on the command line.</summary>
internal static class CommandLine
{
    public const string Help = """
        Vae: a self-hosted latent-space service.

          --port N      TCP port (8080)
          --data DIR    folder of the catalog and the checkpoints (./data)
          --no-demo     do not train the built-in dataset on an empty server
          --help        this text

          keys          make, list and revoke API keys; 'keys --help' says how

        Everything else is configured by the environment: Section__Key. README.md has the table.
        """;

    /// <summary>The arguments as configuration keys; null when help was asked for.</summary>
    /// <exception cref="SettingsException">An argument is unknown or lacks its value.</exception>
    public static Dictionary<string, string?>? Parse(IReadOnlyList<string> arguments)
    {
        var keys = new Dictionary<string, string?>();
        var violations = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, inline) = Split(arguments[i]);
            switch (name)
            {
                case "--help" or "-h":
                    return null;
                case "--no-demo":
                    keys["Demo:Enabled"] = "false";
                    break;
                case "--port" or "--data":
                    var value = inline ?? (i + 1 < arguments.Count ? arguments[++i] : null);
                    if (string.IsNullOrEmpty(value))
                        violations.Add($"{name} needs a value.");
                    keys[name == "--port" ? "Http:Port" : "Data:Directory"] = value;
                    break;
                default:
                    violations.Add($"'{arguments[i]}' is not an option. --help lists those there are.");
                    break;
            }
        }
        return violations.Count == 0 ? keys : throw new SettingsException(violations);
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}
