namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Multiplies the rate by a factor every so many epochs.</summary>
            /// <param name="optimizer">Whose groups are moved.</param>
            /// <param name="step_size">That many, at least 1.</param>
            /// <param name="gamma">The factor. Default: 0.1.</param>
            /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
            /// <param name="verbose">Not supported: must be false.</param>
            /// <returns>The schedule, which has set the rates of the first epoch.</returns>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            /// <summary>Multiplies the rate by a factor at each of some epochs.</summary>
            /// <param name="optimizer">Whose groups are moved.</param>
            /// <param name="milestones">The epochs, in rising order.</param>
            /// <param name="gamma">The factor. Default: 0.1.</param>
            /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
            /// <param name="verbose">Not supported: must be false.</param>
            /// <returns>The schedule, which has set the rates of the first epoch.</returns>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            /// <summary>Multiplies the rate by a factor every epoch.</summary>
            /// <param name="optimizer">Whose groups are moved.</param>
            /// <param name="gamma">The factor. Default: 0.1.</param>
            /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
            /// <param name="verbose">Not supported: must be false.</param>
            /// <returns>The schedule, which has set the rates of the first epoch.</returns>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.ExponentialLR(optimizer, gamma, last_epoch, verbose);

            /// <summary>Multiplies the initial rate by a function of the epoch.</summary>
            /// <param name="optimizer">Whose groups are moved.</param>
            /// <param name="lr_lambda">The factor for an epoch, from 0.</param>
            /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
            /// <param name="verbose">Not supported: must be false.</param>
            /// <returns>The schedule, which has set the rates of the first epoch.</returns>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>Multiplies the rate by a factor for the first epochs only.</summary>
            /// <param name="optimizer">Whose groups are moved.</param>
            /// <param name="factor">The factor. Default: 1/3.</param>
            /// <param name="total_iters">Epochs until the factor is reached or ends. Default: 5.</param>
            /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
            /// <param name="verbose">Not supported: must be false.</param>
            /// <returns>The schedule, which has set the rates of the first epoch.</returns>
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            /// <summary>Multiplies the initial rate by a factor that goes linearly from one value to another.</summary>
            /// <param name="optimizer">Whose groups are moved.</param>
            /// <param name="start_factor">At the first epoch, above 0. Default: 1/3.</param>
            /// <param name="end_factor">From <paramref name="total_iters"/> on. Default: 1.</param>
            /// <param name="total_iters">Epochs until the factor is reached or ends. Default: 5.</param>
            /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
            /// <param name="verbose">Not supported: must be false.</param>
            /// <returns>The schedule, which has set the rates of the first epoch.</returns>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            /// <summary>Half a cosine from the initial rate to the least one, and back (Loshchilov and Hutter 2017, without restarts).</summary>
            /// <param name="optimizer">Whose groups are moved.</param>
            /// <param name="T_max">Epochs to the least rate.</param>
            /// <param name="eta_min">The least rate. Default: 0.</param>
            /// <param name="last_epoch">The epoch to continue after. Default: −1, the beginning.</param>
            /// <param name="verbose">Not supported: must be false.</param>
            /// <returns>The schedule, which has set the rates of the first epoch.</returns>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            /// <summary>Multiplies the rate by a factor when a watched value has stopped improving.</summary>
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
            /// <returns>The schedule; it moves by <c>step(current)</c>.</returns>
            public static LRScheduler ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) =>
                new impl.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);
        }
    }
}
