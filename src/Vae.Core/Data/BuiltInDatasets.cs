namespace Vae.Core.Data;

/// <summary>The datasets that need no file.</summary>
public static class BuiltInDatasets
{
    /// <summary>The name of the digits that <see cref="DigitsGenerator"/> draws.</summary>
    public const string Digits = "digits";

    private const int DigitsTrain = 20_000;
    private const int DigitsTest = 4_000;

    // Part of the dataset's identity: another seed is another dataset.
    private const long DigitsTrainSeed = 1;
    private const long DigitsTestSeed = 2;

    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Digits];

    /// <summary>Makes a built-in dataset. Takes well under a second; the result is 19 MB and not kept here.</summary>
    /// <param name="name">One of <see cref="Names"/>, in lower case.</param>
    /// <returns>The dataset (<c>digits</c>: 20,000 training and 4,000 held-out images, labelled), or null for another name.</returns>
    public static Dataset? Find(string name) => name switch
    {
        Digits => new Dataset(
            Digits,
            DigitsGenerator.Generate(DigitsTrain, DigitsTrainSeed),
            DigitsGenerator.Generate(DigitsTest, DigitsTestSeed)),
        _ => null,
    };

    /// <summary>Describes a built-in dataset without making it.</summary>
    /// <param name="name">One of <see cref="Names"/>, in lower case.</param>
    /// <returns>The outline, or null for another name.</returns>
    public static DatasetOutline? Outline(string name) => name switch
    {
        Digits => new DatasetOutline(new ImageShape(Channels: 1, DigitsGenerator.Side, DigitsGenerator.Side), DigitsTrain, DigitsTest, HasLabels: true),
        _ => null,
    };
}
