namespace Vae.Core.Checkpoints;

/// <summary>A checkpoint that must not be used.</summary>
/// <param name="message">What is wrong with it, with the expected and the actual value.</param>
public sealed class CheckpointInvalidException(string message) : Exception(message);
