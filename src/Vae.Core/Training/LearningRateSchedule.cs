namespace Vae.Core.Training;

/// <summary>The learning rate of every step: a linear warm-up times a schedule over the epochs after it.</summary>
/// <param name="options">Rate, schedule and warm-up.</param>
/// <param name="stepsPerEpoch">Steps in one epoch.</param>
internal sealed class LearningRateSchedule(TrainingOptions options, long stepsPerEpoch)
{
    private readonly long _warmup = options.WarmupEpochs * stepsPerEpoch;
    private readonly long _steps = options.Epochs * stepsPerEpoch;

    /// <summary>The rate of one step.</summary>
    /// <param name="step">The step over all epochs, from 0.</param>
    /// <param name="reductions">How often the plateau schedule has lowered it so far.</param>
    public double At(long step, int reductions = 0)
    {
        // Equal steps from 0: the first step has one part, the last of the warm-up the whole.
        if (step < _warmup) return options.LearningRate * (step + 1) / _warmup;
        return options.LearningRate * options.Schedule switch
        {
            ScheduleKind.Step => Math.Pow(options.ScheduleFactor, (step - _warmup) / stepsPerEpoch / options.ScheduleEpochs),
            // Loshchilov and Hutter 2017, equation 5, without restarts: lr = ½ · (1 + cos(π · t / T)).
            ScheduleKind.Cosine => 0.5 * (1 + Math.Cos(Math.PI * (step - _warmup) / (_steps - _warmup))),
            ScheduleKind.Plateau => Math.Pow(options.ScheduleFactor, reductions),
            _ => 1,
        };
    }
}
