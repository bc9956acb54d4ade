namespace Vae.Core.Data;

/// <summary>Images of one split, decoded, in one block of managed memory.</summary>
public sealed class ImageSet
{
    /// <summary>Shape of one image.</summary>
    public ImageShape Shape => throw new NotImplementedException();

    /// <summary>Number of images.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary><c>[N, C, H, W]</c>, bytes 0 to 255.</summary>
    public ReadOnlyMemory<byte> Pixels => throw new NotImplementedException();

    /// <summary>One byte an image, or null.</summary>
    public ReadOnlyMemory<byte>? Labels => throw new NotImplementedException();
}

/// <summary>A dataset with its training and held-out split.</summary>
public sealed class Dataset
{
    /// <summary>Its name.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The training split.</summary>
    public ImageSet Train => throw new NotImplementedException();

    /// <summary>The held-out split.</summary>
    public ImageSet Test => throw new NotImplementedException();

    /// <summary>Hash of shape, pixels and labels of both splits, lower-case hex.</summary>
    public string Sha256 => throw new NotImplementedException();
}
