using System.Globalization;

namespace Vae.Benchmarks.Quality;

/// <summary>The command line of bench/quality.</summary>
internal sealed record QualityArguments
{
    public const string Usage =
        "Usage: bench/quality [--only NAME,…] [--epochs N] [--seeds A,B] [--no-peer | --peer-only] [--again] [--results FILE]\n"
        + "                     [--photos FOLDER] [--pictures FOLDER] [--nll-images N] [--threads N] [--list | --table]";

    /// <summary>Recipes to run; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Epochs instead of the recipes' own.</summary>
    public int? Epochs { get; init; }

    /// <summary>Seeds instead of the recipes' own; empty for those.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Whether the product's trainer runs.</summary>
    public bool Own { get; init; } = true;

    /// <summary>Whether PyTorch runs.</summary>
    public bool Peer { get; init; } = true;

    /// <summary>Whether finished runs are repeated.</summary>
    public bool Again { get; init; }

    /// <summary>Whether anything runs; if not, the table is printed from what is there.</summary>
    public bool TableOnly { get; init; }

    /// <summary>Whether only the recipes are named.</summary>
    public bool List { get; init; }

    /// <summary>The file of results.</summary>
    public string Results { get; init; } = "";

    /// <summary>The file of recipes.</summary>
    public string Recipes { get; init; } = "";

    /// <summary>The PyTorch program.</summary>
    public string PeerProgram { get; init; } = "";

    /// <summary>The folder of photographs; empty where there is none.</summary>
    public string Photos { get; init; } = "";

    /// <summary>Where our side's models leave a picture; empty for nowhere.</summary>
    public string Pictures { get; init; } = "";

    /// <summary>The commit that was built.</summary>
    public string Commit { get; init; } = "unknown";

    /// <summary>Binarised held-out images that the NLL is measured on.</summary>
    public int NllImages { get; init; } = 1000;

    /// <summary>ATen's threads of our side.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is not one of those in <see cref="Usage"/>.</exception>
    public static QualityArguments Parse(IReadOnlyList<string> args)
    {
        var result = new QualityArguments();
        for (var i = 0; i < args.Count; i++)
        {
            result = args[i] switch
            {
                "--no-peer" => result with { Peer = false },
                "--peer" => result with { Peer = true },
                "--peer-only" => result with { Own = false },
                "--again" => result with { Again = true },
                "--table" => result with { TableOnly = true },
                "--list" => result with { List = true },
                _ when i + 1 < args.Count => result.With(args[i], args[++i]),
                _ => throw new FormatException($"'{args[i]}' is not an option, or lacks its value."),
            };
        }

        return result;
    }

    private QualityArguments With(string option, string value) => option switch
    {
        "--only" => this with { Only = value.Split(',') },
        "--epochs" => this with { Epochs = Number(value) },
        "--seeds" => this with { Seeds = [.. value.Split(',').Select(seed => (long)Number(seed))] },
        "--results" => this with { Results = value },
        "--recipes" => this with { Recipes = value },
        "--peer-program" => this with { PeerProgram = value },
        "--photos" => this with { Photos = value },
        "--pictures" => this with { Pictures = value },
        "--commit" => this with { Commit = value },
        "--nll-images" => this with { NllImages = Number(value) },
        "--threads" => this with { Threads = Number(value) },
        _ => throw new FormatException($"'{option}' is not an option."),
    };

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
