namespace Vae.Api.Formats;

/// <summary>What a model that tells classes or clusters apart finds in images.</summary>
/// <param name="Probabilities"><c>[Count, K]</c>, row-major.</param>
/// <param name="Count">Images.</param>
internal sealed record Findings(float[] Probabilities, int Count)
{
    /// <summary>K.</summary>
    public int Classes => Probabilities.Length / Count;

    /// <summary>The probabilities of one image.</summary>
    public ReadOnlySpan<float> Of(int image) => Probabilities.AsSpan(image * Classes, Classes);

    /// <summary>The likeliest class of an image, the first of equals.</summary>
    public int Likeliest(int image)
    {
        var row = Of(image);
        var best = 0;
        for (var k = 1; k < row.Length; k++)
        {
            if (row[k] > row[best])
                best = k;
        }
        return best;
    }

    /// <summary>The likeliest class of every image.</summary>
    public int[] Likeliest()
    {
        var labels = new int[Count];
        for (var i = 0; i < Count; i++)
            labels[i] = Likeliest(i);
        return labels;
    }
}
