using Vae.Core.Checkpoints;

namespace Vae.Catalog.Store;

/// <summary>
/// A checkpoint on its way to publication, in a folder of its own. Each step is done once; after a failure of any the attempt is dropped,
/// because a file whose fsync failed may have lost its contents without a later call noticing.
/// </summary>
internal sealed class StagedCheckpoint
{
    private readonly StoreFolders _folders;
    private readonly string _folder;

    private StagedCheckpoint(StoreFolders folders, string folder, string id)
    {
        _folders = folders;
        _folder = folder;
        Id = id;
    }

    /// <summary>The checkpoint's id, and its folder's final name.</summary>
    public string Id { get; }

    /// <summary>Writes weights, then the manifest, and forces each file and their folder to the disk.</summary>
    /// <exception cref="IOException">Something could not be written; the folder is gone again.</exception>
    public static StagedCheckpoint Write(StoreFolders folders, string jobId, long fence, CheckpointFiles files)
    {
        var folder = folders.CreateStaging(jobId, fence);
        var staged = new StagedCheckpoint(folders, folder, files.Id);
        try
        {
            WriteFile(Path.Combine(folder, CheckpointFiles.WeightsName), files.Weights.Span);
            WriteFile(Path.Combine(folder, CheckpointFiles.ManifestName), files.Manifest.Span);
            Posix.SyncFolder(folder);
            return staged;
        }
        catch
        {
            staged.Drop();
            throw;
        }
    }

    /// <summary>Reads the files back from the disk and checks all that a server will check.</summary>
    /// <returns>What the manifest says.</returns>
    /// <exception cref="CheckpointInvalidException">What was read back is not what was written, or is no good model.</exception>
    public CheckpointManifest Verify()
    {
        using var loaded = Checkpoint.Load(CheckpointReader.Read(_folder), Id);
        return loaded.Manifest;
    }

    /// <summary>
    /// Gives the folder its final name and forces that to the disk. A folder of that name is the same checkpoint by an earlier try: it is
    /// verified and kept, and this one dropped.
    /// </summary>
    /// <exception cref="IOException">The rename or the fsync failed.</exception>
    /// <exception cref="CheckpointInvalidException">A folder of that name exists and is damaged.</exception>
    public void Promote()
    {
        var final = _folders.Version(Id);
        if (!Posix.RenameNew(_folder, final))
        {
            using var loaded = Checkpoint.Load(CheckpointReader.Read(final), Id);
            Drop();
        }

        Posix.SyncFolder(_folders.Versions);
    }

    /// <summary>Gives the folder the name of a failed attempt's last good weights, which makes them no version.</summary>
    /// <exception cref="IOException">The rename or the fsync failed.</exception>
    public void Keep(string jobId, long fence)
    {
        var final = _folders.Rescued(jobId, fence);
        if (!Posix.RenameNew(_folder, final)) throw new IOException("The attempt has kept weights before.");
        Posix.SyncFolder(_folders.RescuedRoot);
    }

    /// <summary>Deletes the staged folder, if it is still there.</summary>
    public void Drop()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        using var handle = Posix.CreateFile(path);
        for (var done = 0; done < content.Length; done += Posix.Piece)
            RandomAccess.Write(handle, content.Slice(done, Math.Min(Posix.Piece, content.Length - done)), done);
        Posix.Sync(handle);
    }
}
