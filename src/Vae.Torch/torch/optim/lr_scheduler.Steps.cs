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
                /// <summary>Multiplies the rate by a factor every so many epochs.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int _size;
                    private readonly double _gamma;

                    /// <summary>Starts the schedule: sets the rates of the first epoch.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="step_size">That many, at least 1.</param>
                    /// <param name="gamma">The factor. Default: 0.1.</param>
                    /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfLessThan(step_size, 1);
                        (_size, _gamma) = (step_size, gamma);
                        step();
                    }

                    /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_lr() =>
                        Scaled(Epoch > 0 && Epoch % _size == 0 ? _gamma : 1);

                    /// <summary>The rates of this epoch, from the initial ones.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => rate * Math.Pow(_gamma, Epoch / _size));
                }

                /// <summary>Multiplies the rate by a factor at each of some epochs.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] _milestones;
                    private readonly double _gamma;

                    /// <summary>Starts the schedule: sets the rates of the first epoch.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="milestones">The epochs, in rising order.</param>
                    /// <param name="gamma">The factor. Default: 0.1.</param>
                    /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(milestones);
                        (_milestones, _gamma) = ([.. milestones], gamma);
                        step();
                    }

                    /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_lr() =>
                        Scaled(Math.Pow(_gamma, _milestones.Count(epoch => epoch == Epoch)));

                    /// <summary>The rates of this epoch, from the initial ones.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => rate * Math.Pow(_gamma, _milestones.Count(epoch => epoch <= Epoch)));
                }

                /// <summary>Multiplies the rate by a factor every epoch.</summary>
                public class ExponentialLR : LRScheduler
                {
                    private readonly double _gamma;

                    /// <summary>Starts the schedule: sets the rates of the first epoch.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="gamma">The factor. Default: 0.1.</param>
                    /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _gamma = gamma;
                        step();
                    }

                    /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_lr() =>
                        Scaled(Epoch > 0 ? _gamma : 1);

                    /// <summary>The rates of this epoch, from the initial ones.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => rate * Math.Pow(_gamma, Epoch));
                }

                /// <summary>Multiplies the initial rate by a function of the epoch.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double> _factor;

                    /// <summary>Starts the schedule: sets the rates of the first epoch.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="lr_lambda">The factor for an epoch, from 0.</param>
                    /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(lr_lambda);
                        _factor = lr_lambda;
                        step();
                    }

                    /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_lr() =>
                        BaseRates.Select(rate => rate * _factor(Epoch));
                }
            }
        }
    }
}
