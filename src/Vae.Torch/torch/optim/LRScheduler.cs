namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of the learning rate.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimiser's groups, once an epoch or once a step.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;
                private double[] _last;

                private protected LRScheduler(Optimizer optimizer, int last_epoch, bool verbose)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    if (verbose) throw new ArgumentException("A schedule does not print: read get_last_lr().", nameof(verbose));
                    _groups = [.. optimizer.ParamGroups];
                    _last = [.. _groups.Select(group => group.LearningRate)];
                    BaseRates = [.. _groups.Select(group => group.InitialLearningRate)];
                    Epoch = last_epoch;
                }

                // Calls of step() so far, the constructor's own not counted, or the epoch that step(epoch) was given.
                private protected int Epoch { get; set; }

                private protected double[] BaseRates { get; }

                private protected IReadOnlyList<ILearningRateController> Groups => _groups;

                /// <summary>Goes to the next epoch.</summary>
                public virtual void step()
                {
                    Epoch++;
                    Apply([.. get_lr()]);
                }

                /// <summary>Goes to an epoch.</summary>
                /// <param name="epoch">From 0; null for the next one.</param>
                public virtual void step(int? epoch)
                {
                    if (epoch is not { } wanted)
                    {
                        step();
                        return;
                    }
                    Epoch = wanted;
                    Apply([.. get_closed_form_lr()]);
                }

                /// <summary>Goes to the next epoch, with a value that most schedules do not use.</summary>
                /// <param name="current">The value that is watched, a loss for example.</param>
                /// <param name="epoch">From 0. Default: the next one.</param>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates that were set last, one a group.</summary>
                /// <returns>A copy.</returns>
                public IEnumerable<double> get_last_lr() => [.. _last];

                /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                /// <returns>One a group.</returns>
                protected virtual IEnumerable<double> get_lr() => _groups.Select(group => group.LearningRate);

                /// <summary>The rates of this epoch, from the initial ones.</summary>
                /// <returns>One a group.</returns>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> Scaled(double factor) => _groups.Select(group => group.LearningRate * factor);

                private protected void Apply(double[] rates)
                {
                    for (int i = 0; i < _groups.Length; i++) _groups[i].LearningRate = rates[i];
                    _last = rates;
                }
            }
        }
    }
}
