using Microsoft.Win32.SafeHandles;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Store;

/// <summary>Reads a checkpoint's folder into private memory, without following links and within size limits. Never maps a file: it may change underneath.</summary>
internal static class CheckpointReader
{
    public const long MaxManifestBytes = 1 << 20;
    public const long MaxWeightsBytes = 2_000_000_000;

    // Linux's numbers for what passes or is for the operator to mend: it says nothing about the files.
    private const int NoMemory = 12;
    private const int NoAccess = 13;
    private const int SystemOutOfFiles = 23;
    private const int ProcessOutOfFiles = 24;

    /// <exception cref="CheckpointInvalidException">The folder or a file is missing, a link, no regular file, damaged, or too large.</exception>
    /// <exception cref="IOException">The files cannot be read now: too many files are open, memory is short, or access is denied.</exception>
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
        catch (Exception e) when ((e is IOException && !IsPassing(e)) || e is NotSupportedException)
        {
            throw new CheckpointInvalidException($"The checkpoint's files cannot be read: {e.Message}");
        }
    }

    // Posix puts the system's number there, as the runtime does.
    private static bool IsPassing(Exception fault) => fault.HResult is NoMemory or NoAccess or SystemOutOfFiles or ProcessOutOfFiles;

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
            var read = RandomAccess.Read(handle, content.AsSpan(filled), filled);
            if (read == 0)
                throw new CheckpointInvalidException($"{name} shrank from {length} to {filled} bytes while it was read.");
            filled += read;
        }

        return content;
    }
}
