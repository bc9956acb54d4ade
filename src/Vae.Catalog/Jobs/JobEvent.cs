namespace Vae.Catalog.Jobs;

/// <summary>
/// One line of a job's log. The payloads, by <paramref name="Type"/> (numbers; losses in nats per image):
/// <list type="table">
/// <item><term><c>state</c></term><description><c>{state, attempt, device}</c></description></item>
/// <item><term><c>metric</c></term><description><c>{epoch, epochs, step, steps, loss, recon, kl, imagesPerSecond, etaSeconds}</c></description></item>
/// <item><term><c>epoch</c></term><description><c>{epoch, train: {loss, recon, kl}, test: {loss, recon, kl}, durationSeconds, imagesPerSecond, validation: {loss, recon, kl} or null, health: {klPerDimension, activeUnits, directions, diagnosis, advice}, learningRate, klWeight, stoppedBecause: text or null}</c></description></item>
/// <item><term><c>sample</c></term><description><c>{epoch}</c>: the epoch's grids are stored</description></item>
/// <item><term><c>log</c></term><description><c>{message}</c></description></item>
/// <item><term><c>end</c></term><description><c>{state, model, error: {code, detail} or null}</c>: the log's last line</description></item>
/// </list>
/// </summary>
/// <param name="Id">Ascending within the catalog, never given twice.</param>
/// <param name="Type">What it tells: <c>state</c>, <c>metric</c>, <c>epoch</c>, <c>sample</c>, <c>log</c> or <c>end</c>.</param>
/// <param name="Json">Its payload, a camelCase JSON object.</param>
/// <param name="At">When it was written.</param>
public sealed record JobEvent(long Id, string Type, string Json, DateTimeOffset At);
