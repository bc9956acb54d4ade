namespace Vae.Api.Inference.Passes;

/// <summary>What a pass does.</summary>
internal enum PassKind
{
    /// <summary>Images to posteriors.</summary>
    Encode,

    /// <summary>Latents to pixel means.</summary>
    Decode,
}
