using Microsoft.Win32.SafeHandles;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Store;

/// <summary>Reads a checkpoint's folder into private memory, without following links and within size limits. Never maps a file: it may change underneath.</summary>
internal static class CheckpointReader
{
    public const long MaxManifestBytes = 1 << 20;
    public const long MaxWeightsBytes = 2_000_000_000;

    // Linux's numbers for what says that the published file is not there, or that something else is in its place.
    private const int Missing = 2;
    private const int NoRegularFile = 6;
    private const int NoFolder = 20;
    private const int Folder = 21;
    private const int Link = 40;

    /// <exception cref="CheckpointInvalidException">The folder or a file is missing, a link, no regular file, damaged, or too large.</exception>
    /// <exception cref="IOException">The files cannot be read now, which says nothing about them: the disk fails, memory is short, access is denied.</exception>
    public static CheckpointFiles Read(string folder)
    {
        try
        {
            using var opened = Posix.OpenFolder(folder);
            return new CheckpointFiles(
                ReadFile(opened, CheckpointFiles.ManifestName, MaxManifestBytes),
                ReadFile(opened, CheckpointFiles.WeightsName, MaxWeightsBytes));
        }
        // NotSupportedException: a pipe or device has no length.
        catch (Exception e) when ((e is IOException && IsAbsence(e)) || e is NotSupportedException)
        {
            throw new CheckpointInvalidException($"The checkpoint's files cannot be read: {e.Message}");
        }
    }

    // Posix puts the system's number there, as the runtime does.
    internal static bool IsAbsence(Exception fault) => fault.HResult is Missing or NoRegularFile or NoFolder or Folder or Link;

    private static byte[] ReadFile(SafeFileHandle folder, string name, long limit)
    {
        using var handle = Posix.OpenFile(folder, name);
        var length = RandomAccess.GetLength(handle);
        if (length > limit)
            throw new CheckpointInvalidException($"{name} has {length} bytes; at most {limit} are read.");
        var content = new byte[length];
        var filled = 0;
        while (filled < content.Length)
        {
            var read = RandomAccess.Read(handle, content.AsSpan(filled, Math.Min(Posix.Piece, content.Length - filled)), filled);
            if (read == 0)
                throw new CheckpointInvalidException($"{name} shrank from {length} to {filled} bytes while it was read.");
            filled += read;
        }

        return content;
    }
}
