using Vae.Catalog.Jobs;
using Vae.Catalog.Models;
using Vae.Catalog.Store;
using Vae.Core;
using Vae.Core.Checkpoints;

namespace Vae.Catalog.Tests.Store;

public sealed class PublisherTests : IAsyncLifetime, IDisposable
{
    private readonly TestCatalog _catalog = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _catalog.Publisher.CleanAsync(CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public async Task PublishAsync_EndsTheJobAndMakesTheVersionReadable()
    {
        var tensors = LiveTensors.Count;
        var claim = await _catalog.ClaimAsync(Some.NewJob("faces"));
        var files = SomeCheckpoint.Of(claim);

        var version = (await _catalog.Publisher.PublishAsync(claim, files, Cancellation)).ShouldNotBeNull();

        (version.Ref, version.Sha256, version.JobId).ShouldBe(("faces@1", files.Id, claim.Job.Id));
        (version.Architecture, version.LatentDim, version.Input, version.Dataset).ShouldBe(("mlp", 2, Some.Shape, "digits"));
        (version.Train, version.Test.Loss, version.CreatedAt).ShouldBe((Some.Losses, 107, _catalog.Clock.Now));
        var job = await _catalog.JobAsync(claim.Job.Id);
        (job.State, job.Model, job.FinishedAt).ShouldBe((JobState.Succeeded, "faces@1", _catalog.Clock.Now));
        (await _catalog.LogAsync(job.Id))[^1].ShouldBe("end");
        var resolved = (await _catalog.Models.ResolveAsync(ModelRef.Latest, Cancellation)).ShouldNotBeNull();
        using (var loaded = Checkpoint.Load(await _catalog.Checkpoints.ReadAsync(resolved, Cancellation), resolved.Sha256))
            loaded.Manifest.Parameters.ShouldBe(version.Parameters);
        Directory.EnumerateFileSystemEntries(_catalog.StagingFolder).ShouldBeEmpty();
        LiveTensors.Count.ShouldBe(tensors);
    }

    [Fact]
    public async Task PublishAsync_WritesFilesThatOnlyTheirOwnerReads()
    {
        var claim = await _catalog.ClaimAsync();
        var version = (await _catalog.Publisher.PublishAsync(claim, SomeCheckpoint.Of(claim), Cancellation)).ShouldNotBeNull();

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_catalog.VersionsFolder, version.Sha256)))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task PublishAsync_CountsVersionsWithinAName()
    {
        var refs = new List<string>();
        foreach (var name in new[] { "a", "b", "a", "a", "b" })
        {
            var claim = await _catalog.ClaimAsync(Some.NewJob(name));
            refs.Add((await _catalog.Publisher.PublishAsync(claim, SomeCheckpoint.Of(claim), Cancellation)).ShouldNotBeNull().Ref);
        }

        refs.ShouldBe(["a@1", "b@1", "a@2", "a@3", "b@2"]);
    }

    [Fact]
    public async Task PublishAsync_PublishesNothing_WhenAnotherWorkerHasTheJob()
    {
        var stale = await _catalog.ClaimAsync();
        await _catalog.Jobs.RecoverAsync(Cancellation);
        var owner = (await _catalog.Jobs.ClaimAsync(stale.Job.Id, "cpu", Cancellation)).ShouldNotBeNull();

        (await _catalog.Publisher.PublishAsync(stale, SomeCheckpoint.Of(stale), Cancellation)).ShouldBeNull();

        await NothingIsPublishedAsync(stale.Job.Id, JobState.Running);
        (await _catalog.Publisher.PublishAsync(owner, SomeCheckpoint.Of(owner), Cancellation)).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Fact]
    public async Task PublishAsync_PublishesNothing_WhenAStopWasGrantedBefore()
    {
        var claim = await _catalog.ClaimAsync();
        await _catalog.Jobs.RequestCancelAsync(claim.Job.Id, Cancellation);

        (await _catalog.Publisher.PublishAsync(claim, SomeCheckpoint.Of(claim), Cancellation)).ShouldBeNull();

        await NothingIsPublishedAsync(claim.Job.Id, JobState.Canceling);
        (await _catalog.Jobs.CancelAsync(claim, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task PublishAsync_Refuses_WhenTheFilesAreDamaged()
    {
        var claim = await _catalog.ClaimAsync();

        await Should.ThrowAsync<CheckpointInvalidException>(
            () => _catalog.Publisher.PublishAsync(claim, SomeCheckpoint.Damaged(SomeCheckpoint.Of(claim)), Cancellation));

        await NothingIsPublishedAsync(claim.Job.Id, JobState.Running);
    }

    [Fact]
    public async Task PublishAsync_Refuses_WhenTheCheckpointIsOfAnotherAttempt()
    {
        var first = await _catalog.ClaimAsync();
        await _catalog.Jobs.ReleaseAsync(first, Cancellation);
        var second = (await _catalog.Jobs.ClaimAsync(first.Job.Id, "cpu", Cancellation)).ShouldNotBeNull();

        await Should.ThrowAsync<ArgumentException>(() => _catalog.Publisher.PublishAsync(second, SomeCheckpoint.Of(first), Cancellation));
        await NothingIsPublishedAsync(first.Job.Id, JobState.Running);
    }

    [Fact]
    public async Task PublishAsync_GoesOn_WhenTheProcessDiedBetweenRenameAndCommit()
    {
        var claim = await _catalog.ClaimAsync();
        var files = SomeCheckpoint.Of(claim);
        // All that happens before the transaction.
        _catalog.Publisher.Stage(claim, files);
        (await _catalog.Models.ListAsync(Cancellation)).ShouldBeEmpty();

        (await _catalog.Publisher.PublishAsync(claim, files, Cancellation)).ShouldNotBeNull().Sha256.ShouldBe(files.Id);
        Directory.EnumerateFileSystemEntries(_catalog.StagingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishAsync_Refuses_WhenAFolderOfThatNameIsDamaged()
    {
        var claim = await _catalog.ClaimAsync();
        var files = SomeCheckpoint.Of(claim);
        _catalog.Publisher.Stage(claim, files);
        await File.WriteAllBytesAsync(
            Path.Combine(_catalog.VersionsFolder, files.Id, CheckpointFiles.WeightsName), SomeCheckpoint.Damaged(files).Weights.ToArray(), Cancellation);

        await Should.ThrowAsync<CheckpointInvalidException>(() => _catalog.Publisher.PublishAsync(claim, files, Cancellation));
        (await _catalog.Models.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishAsync_GivesTheVersion_WhenTheSameAttemptIsPublishedTwice()
    {
        var claim = await _catalog.ClaimAsync();
        var files = SomeCheckpoint.Of(claim);
        await _catalog.Publisher.PublishAsync(claim, files, Cancellation);

        // As after a commit whose answer was lost: the job has ended, by this very attempt.
        (await _catalog.Publisher.PublishAsync(claim, files, Cancellation)).ShouldNotBeNull().Sha256.ShouldBe(files.Id);
        (await _catalog.Models.ListAsync(Cancellation)).ShouldHaveSingleItem();
        Directory.Exists(Path.Combine(_catalog.VersionsFolder, files.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Keep_LeavesTheNewestOnly()
    {
        var claims = new List<JobClaim>();
        for (var i = 0; i < Publisher.MaxRescued + 2; i++)
        {
            claims.Add(await _catalog.ClaimAsync());
            _catalog.Publisher.Keep(claims[i], SomeCheckpoint.Of(claims[i]));
        }

        Directory.EnumerateDirectories(Path.Combine(_catalog.Options.DataDirectory, "rescued")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(claims.Skip(2).Select(claim => $"{claim.Job.Id}-1").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CleanAsync_RemovesWhatDeadAttemptsLeft_AndNothingElse()
    {
        var published = await _catalog.ClaimAsync();
        var version = (await _catalog.Publisher.PublishAsync(published, SomeCheckpoint.Of(published), Cancellation)).ShouldNotBeNull();
        var orphan = await _catalog.ClaimAsync();
        _catalog.Publisher.Stage(orphan, SomeCheckpoint.Of(orphan));
        Directory.CreateDirectory(Path.Combine(_catalog.StagingFolder, "some-1-dead"));
        await File.WriteAllTextAsync(Path.Combine(_catalog.StagingFolder, "some-1-dead", "model.safetensors"), "half", Cancellation);
        // A link to what must stay.
        Directory.CreateSymbolicLink(Path.Combine(_catalog.StagingFolder, "link"), Path.Combine(_catalog.VersionsFolder, version.Sha256));

        await _catalog.Publisher.CleanAsync(Cancellation);

        Directory.EnumerateFileSystemEntries(_catalog.StagingFolder).ShouldBeEmpty();
        Directory.EnumerateDirectories(_catalog.VersionsFolder).Select(Path.GetFileName).ShouldBe([version.Sha256]);
        Directory.EnumerateFiles(Path.Combine(_catalog.VersionsFolder, version.Sha256)).Count().ShouldBe(2);
    }

    [Fact]
    public async Task CleanAsync_SaysWhy_WhenTheStoreCannotBeUsed()
    {
        Directory.Delete(_catalog.StagingFolder);
        await File.WriteAllTextAsync(_catalog.StagingFolder, "a file in the folder's place", Cancellation);

        (await Should.ThrowAsync<InvalidOperationException>(() => _catalog.Publisher.CleanAsync(Cancellation))).Message.ShouldContain("must be writable");
    }

    private async Task NothingIsPublishedAsync(string jobId, JobState state)
    {
        (await _catalog.JobAsync(jobId)).State.ShouldBe(state);
        (await _catalog.JobAsync(jobId)).Model.ShouldBeNull();
        (await _catalog.Models.ListAsync(Cancellation)).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_catalog.StagingFolder).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_catalog.VersionsFolder).ShouldBeEmpty();
    }
}
