using Vae.Core.Data;

namespace Vae.Core.Models;

/// <summary>The sizes of the maps of a model whose stages each halve height and width, rounded up.</summary>
internal static class Stages
{
    /// <summary>The input's size, then each stage's: <c>stages + 1</c> entries. A kernel of 3 with stride 2 and padding 1 gives ⌈n/2⌉.</summary>
    public static IReadOnlyList<MapSize> Sizes(ImageShape input, int stages)
    {
        var sizes = new List<MapSize>(stages + 1) { new(input.Height, input.Width) };
        for (var stage = 0; stage < stages; stage++) sizes.Add(new MapSize((sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        return sizes;
    }

    /// <summary>How many stages find more than one pixel to halve, in the shorter side.</summary>
    public static int Most(ImageShape input)
    {
        var stages = 0;
        for (var side = Math.Min(input.Height, input.Width); side > 1; side = (side + 1) / 2) stages++;
        return stages;
    }
}

/// <summary>Height and width of a map, in pixels.</summary>
internal readonly record struct MapSize(int Height, int Width)
{
    public long Area => (long)Height * Width;
}
