using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Vae.Catalog.Store;

/// <summary>Whose posterior means a file holds. Both hashes are of content, so that a file never becomes wrong.</summary>
/// <param name="ModelSha256">The version's hash.</param>
/// <param name="DatasetSha256">The dataset's hash.</param>
/// <param name="Split"><c>train</c> or <c>test</c>.</param>
public sealed record LatentKey(string ModelSha256, string DatasetSha256, string Split);

/// <summary>
/// Keeps the posterior means of whole datasets as files in <c>latents/</c>, bounded in bytes, the oldest deleted first. A cache: what is
/// missing, damaged or could not be written is computed again. Safe to call from several threads and processes.
/// </summary>
/// <remarks>
/// A file is 16 bytes (<c>VAEMEAN1</c>, rows and columns as little-endian int32), the SHA-256 of these and the values, and the values:
/// float32 little-endian, row-major. It appears under its name whole, by a rename, and is not changed afterwards.
/// </remarks>
public sealed class LatentStore
{
    private const int ShapeLength = 16;
    private const int HeaderLength = ShapeLength + SHA256.HashSizeInBytes;
    private const string Unfinished = ".tmp";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A file that is being written is younger; one that is older belongs to a process that died.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly TimeProvider _time;
    private readonly ILogger<LatentStore> _logger;

    /// <summary>Keeps files in a data folder.</summary>
    /// <param name="options">Where it is, and how many bytes are kept.</param>
    /// <param name="time">Tells how old an unfinished file is.</param>
    /// <param name="logger">Told of damaged files and of those that could not be written.</param>
    public LatentStore(CatalogOptions options, TimeProvider time, ILogger<LatentStore> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _folder = Path.Combine(Path.GetFullPath(options.DataDirectory), "latents");
        _maxBytes = options.LatentCacheBytes;
        _time = time;
        _logger = logger;
    }

    /// <summary>The means as they were written, or null. A file that is not as it was written is deleted.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="count">Rows that there must be, at least 1.</param>
    /// <param name="latentDim">Columns that there must be, at least 1.</param>
    /// <returns><c>[count, latentDim]</c>, row-major.</returns>
    /// <exception cref="ArgumentException">The key holds no hashes or no split.</exception>
    public float[]? TryRead(LatentKey key, int count, int latentDim)
    {
        var name = NameOf(key);
        if (!File.Exists(Path.Combine(_folder, name)))
            return null;
        try
        {
            using var folder = Posix.OpenFolder(_folder);
            using var file = Posix.OpenFile(folder, name);
            var values = new float[checked(count * latentDim)];
            var bytes = MemoryMarshal.AsBytes(values.AsSpan());
            Span<byte> header = stackalloc byte[HeaderLength];
            if (RandomAccess.GetLength(file) == HeaderLength + bytes.Length
                && RandomAccess.Read(file, header, 0) == HeaderLength && ReadWhole(file, bytes)
                && header.SequenceEqual(Header(values, latentDim)))
                return values;
            _logger.LogWarning("The cached latents {File} are damaged and will be computed again", name);
            File.Delete(Path.Combine(_folder, name));
        }
        // NotSupportedException: a pipe or device has no length.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _logger.LogWarning(e, "The cached latents {File} cannot be read and will be computed again", name);
        }

        return null;
    }

    /// <summary>Keeps means. A file that cannot be written is reported to the log and is no failure.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="means"><c>[N, latentDim]</c>, row-major, not empty.</param>
    /// <param name="latentDim">Columns, at least 1.</param>
    /// <exception cref="ArgumentException">The key holds no hashes or no split, or the length does not fit.</exception>
    public void Write(LatentKey key, ReadOnlySpan<float> means, int latentDim)
    {
        var name = NameOf(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(latentDim, 1);
        if (means.IsEmpty || means.Length % latentDim != 0)
            throw new ArgumentException($"Expected a multiple of {latentDim} values above 0, got {means.Length}.", nameof(means));
        var length = HeaderLength + ((long)means.Length * sizeof(float));
        if (length > _maxBytes)
            return;
        var temporary = Path.Combine(_folder, $"{Guid.NewGuid():N}{Unfinished}");
        try
        {
            Directory.CreateDirectory(_folder, Private);
            MakeRoom(_maxBytes - length);
            using (var file = Posix.CreateFile(temporary))
            {
                RandomAccess.Write(file, Header(means, latentDim), 0);
                RandomAccess.Write(file, MemoryMarshal.AsBytes(means), HeaderLength);
                Posix.Sync(file);
            }

            // Another process may have been faster: its file says the same.
            if (!Posix.RenameNew(temporary, Path.Combine(_folder, name)))
                File.Delete(temporary);
            Posix.SyncFolder(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(e, "The latents {File} could not be kept", name);
            Discard(temporary);
        }
    }

    /// <summary>Deletes the oldest files until the others have at most so many bytes, and what dead writers left.</summary>
    private void MakeRoom(long bytes)
    {
        var files = new DirectoryInfo(_folder).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        foreach (var file in files)
        {
            var unfinished = file.Name.EndsWith(Unfinished, StringComparison.Ordinal);
            if (!unfinished)
                bytes -= file.LinkTarget is null ? file.Length : 0;
            if (unfinished ? _time.GetUtcNow() - file.LastWriteTimeUtc > LongestWrite : bytes < 0)
                file.Delete();
        }
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next writer deletes it when it is old enough.
        }
    }

    private static bool ReadWhole(Microsoft.Win32.SafeHandles.SafeFileHandle file, Span<byte> bytes)
    {
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = RandomAccess.Read(file, bytes[filled..], HeaderLength + filled);
            if (read == 0)
                return false;
            filled += read;
        }

        return true;
    }

    private static byte[] Header(ReadOnlySpan<float> means, int latentDim)
    {
        var header = new byte[HeaderLength];
        "VAEMEAN1"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), means.Length / latentDim);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), latentDim);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header.AsSpan(0, ShapeLength));
        hash.AppendData(MemoryMarshal.AsBytes(means));
        hash.GetHashAndReset(header.AsSpan(ShapeLength));
        return header;
    }

    private static string NameOf(LatentKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!StoreFolders.IsHash(key.ModelSha256) || !StoreFolders.IsHash(key.DatasetSha256) || key.Split is not ("train" or "test"))
            throw new ArgumentException("Expected two hashes of 64 lower-case hexadecimal digits and the split train or test.", nameof(key));
        return $"{key.ModelSha256}-{key.DatasetSha256}-{key.Split}.f32";
    }
}
