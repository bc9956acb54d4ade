using Quartz;

namespace Vae.Worker.Engine.Quartz;

/// <summary>
/// Quartz, with its store in memory: at every start the runner delivers again what the catalog holds, so a store on disk would be a second
/// memory of the same jobs that could disagree with the first.
/// </summary>
internal sealed class QuartzJobEngine(ISchedulerFactory schedulers) : IJobEngine
{
    // Priority only breaks ties of fire time in Quartz: with one fire time for all, priority is the order.
    private static readonly DateTimeOffset FireTime = DateTimeOffset.UnixEpoch;

    public async Task StartAsync(CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        await scheduler.Start(cancellation).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        await scheduler.Shutdown(waitForJobsToComplete: true, cancellation).ConfigureAwait(false);
    }

    public async Task DeliverAsync(string jobId, int priority, CancellationToken cancellation)
    {
        var job = JobBuilder.Create<DeliveredJob>().WithIdentity(jobId).Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(jobId)
            .StartAt(FireTime)
            .WithPriority(priority)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .Build();
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        try
        {
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellation).ConfigureAwait(false);
        }
        catch (ObjectAlreadyExistsException)
        {
            // The runner's look into the catalog and a submission met; one delivery is enough.
        }
    }

    public async Task WithdrawAsync(string jobId, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation).ConfigureAwait(false);
        await scheduler.DeleteJob(new JobKey(jobId), cancellation).ConfigureAwait(false);
    }
}
