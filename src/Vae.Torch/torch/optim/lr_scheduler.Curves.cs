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
                /// <summary>Multiplies the rate by a factor for the first epochs only.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _total;

                    /// <summary>Starts the schedule: sets the rates of the first epoch.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="factor">The factor. Default: 1/3.</param>
                    /// <param name="total_iters">Epochs until the factor is reached or ends. Default: 5.</param>
                    /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        (_factor, _total) = (factor, total_iters);
                        step();
                    }

                    /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_lr() =>
                        Scaled(Epoch == 0 ? _factor : Epoch == _total ? 1 / _factor : 1);

                    /// <summary>The rates of this epoch, from the initial ones.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => rate * (Epoch < _total ? _factor : 1));
                }

                /// <summary>Multiplies the initial rate by a factor that goes linearly from one value to another.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _total;

                    /// <summary>Starts the schedule: sets the rates of the first epoch.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="start_factor">At the first epoch, above 0. Default: 1/3.</param>
                    /// <param name="end_factor">From <paramref name="total_iters"/> on. Default: 1.</param>
                    /// <param name="total_iters">Epochs until the factor is reached or ends. Default: 5.</param>
                    /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfLessThan(total_iters, 1);
                        (_start, _end, _total) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_lr() =>
                        get_closed_form_lr();

                    /// <summary>The rates of this epoch, from the initial ones.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => rate * (_start + (_end - _start) * Math.Min(_total, Epoch) / _total));
                }

                /// <summary>Half a cosine from the initial rate to the least one, and back (Loshchilov and Hutter 2017, without restarts).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _period;
                    private readonly double _least;

                    /// <summary>Starts the schedule: sets the rates of the first epoch.</summary>
                    /// <param name="optimizer">Whose groups are moved.</param>
                    /// <param name="T_max">Epochs to the least rate.</param>
                    /// <param name="eta_min">The least rate. Default: 0.</param>
                    /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
                    /// <param name="verbose">Not supported: must be false.</param>
                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(T_max);
                        (_period, _least) = (T_max, eta_min);
                        step();
                    }

                    /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_lr() =>
                        get_closed_form_lr();

                    /// <summary>The rates of this epoch, from the initial ones.</summary>
                    /// <returns>One a group.</returns>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => _least + (rate - _least) * (1 + Math.Cos(Math.PI * Epoch / _period)) / 2);
                }
            }
        }
    }
}
