namespace Vae.Core.Data;

/// <summary>A dataset, or a file of one, that does not hold what it says. The message names what was expected and the remedy.</summary>
/// <param name="message">What was expected, what was found and what to do. Names files without their folders.</param>
/// <param name="innerException">What the file system or the decompressor said.</param>
public sealed class DatasetInvalidException(string message, Exception? innerException = null) : Exception(message, innerException);
