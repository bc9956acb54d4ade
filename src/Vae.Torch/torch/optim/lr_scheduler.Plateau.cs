namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The schedules' classes; the functions of the same names make them.</summary>
            public static partial class impl
            {
                /// <summary>Multiplies the rate by a factor when a watched value has stopped improving.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _falling, _relative;
                    private readonly double _factor, _threshold, _eps;
                    private readonly int _patience, _cooldown;
                    private readonly double[] _least;
                    private double _best;
                    private int _bad, _resting;

                    /// <summary>Starts the schedule; the rates stay as they are.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="mode">"min" where a falling value is better, "max" otherwise. Default: "min".</param>
                    /// <param name="factor">The factor, below 1. Default: 0.1.</param>
                    /// <param name="patience">Epochs without improvement that are borne. Default: 10.</param>
                    /// <param name="threshold">Improvement that counts. Default: 1e−4.</param>
                    /// <param name="threshold_mode">"rel" for a share of the best value, "abs" for a difference. Default: "rel".</param>
                    /// <param name="cooldown">Epochs after a reduction that do not count. Default: 0.</param>
                    /// <param name="min_lr">Least rates, one a group or one for all. Default: 0.</param>
                    /// <param name="eps">Changes of the rate up to this are left out. Default: 1e−8.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    /// <exception cref="ArgumentException">A mode is none of those named, or the number of least rates does not fit.</exception>
                    /// <exception cref="ArgumentOutOfRangeException">The factor is not below 1.</exception>
                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) : base(optimizer, 0, verbose)
                    {
                        if (mode is not ("min" or "max")) throw new ArgumentException($"The mode is \"min\" or \"max\", not \"{mode}\".", nameof(mode));
                        if (threshold_mode is not ("rel" or "abs")) throw new ArgumentException($"The threshold's mode is \"rel\" or \"abs\", not \"{threshold_mode}\".", nameof(threshold_mode));
                        if (!(factor < 1)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be below 1.");
                        (_falling, _relative) = (mode == "min", threshold_mode == "rel");
                        (_factor, _threshold, _eps, _patience, _cooldown) = (factor, threshold, eps, patience, cooldown);
                        _least = min_lr is null or { Count: 1 } ? [.. Groups.Select(_ => min_lr?[0] ?? 0)] : [.. min_lr];
                        if (_least.Length != Groups.Count) throw new ArgumentException($"{Groups.Count} least rates are needed, got {_least.Length}.", nameof(min_lr));
                        _best = _falling ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    /// <summary>Not for this schedule, which needs the watched value.</summary>
                    /// <exception cref="InvalidOperationException">Always.</exception>
                    public override void step() => throw new InvalidOperationException("ReduceLROnPlateau needs the watched value: call step(current).");

                    /// <summary>Not for this schedule, which needs the watched value.</summary>
                    /// <param name="epoch">Not used.</param>
                    /// <exception cref="InvalidOperationException">Always.</exception>
                    public override void step(int? epoch) => step();

                    /// <summary>Looks at the value of an epoch and reduces the rates when it has not improved for long enough.</summary>
                    /// <param name="current">The watched value.</param>
                    /// <param name="epoch">From 0. Default: the next one.</param>
                    public override void step(double current, int? epoch = null)
                    {
                        Epoch = epoch ?? Epoch + 1;
                        if (IsBetter(current)) (_best, _bad) = (current, 0);
                        else _bad++;
                        if (_resting > 0)
                        {
                            _resting--;
                            _bad = 0;
                        }
                        if (_bad <= _patience) return;
                        (_resting, _bad) = (_cooldown, 0);
                        Apply([.. Groups.Select((group, i) => Reduced(group.LearningRate, _least[i]))]);
                    }

                    private bool IsBetter(double value) => (_falling, _relative) switch
                    {
                        (true, true) => value < _best * (1 - _threshold),
                        (true, false) => value < _best - _threshold,
                        (false, true) => value > _best * (1 + _threshold),
                        (false, false) => value > _best + _threshold,
                    };

                    private double Reduced(double rate, double least)
                    {
                        double wanted = Math.Max(rate * _factor, least);
                        return rate - wanted > _eps ? wanted : rate;
                    }
                }
            }
        }
    }
}
