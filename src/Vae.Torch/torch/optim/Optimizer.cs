using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimisers and schedules of their learning rates.</summary>
    public static partial class optim
    {
        /// <summary>What a schedule can move: one group of parameters.</summary>
        public interface ILearningRateController
        {
            /// <summary>The learning rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The learning rate at construction, from which schedules count.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>A group whose momentum a schedule can move.</summary>
        public interface IMomentum
        {
            /// <summary>The momentum of the next step.</summary>
            double Momentum { get; set; }
        }

        /// <summary>A group whose decay rates a schedule can move.</summary>
        public interface IBetas
        {
            /// <summary>Decay of the first and of the second moment.</summary>
            (double, double) Betas { get; set; }
        }

        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private protected Optimizer()
            {
            }

            /// <summary>The groups, for schedules.</summary>
            public abstract IEnumerable<ILearningRateController> ParamGroups { get; }

            /// <summary>Changes every parameter that has a gradient.</summary>
            /// <param name="closure">Computes the loss and its gradients first. Default: they are there already.</param>
            /// <returns>What the closure returned, or null.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Drops the gradients of all parameters.</summary>
            public abstract void zero_grad();

            /// <summary>All parameters, group by group.</summary>
            /// <returns>The modules keep owning them.</returns>
            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Adds a group.</summary>
            /// <param name="param_group">Of the kind that belongs to this optimiser.</param>
            /// <exception cref="ArgumentException">The group is of another kind.</exception>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Disposes the optimiser's state, not the parameters.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the state.</summary>
            /// <param name="disposing">False when a finaliser calls.</param>
            protected abstract void Dispose(bool disposing);

            /// <summary>An optimiser's options by group and its state by parameter. It does not own the tensors in it.</summary>
            [System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "The name is TorchSharp's.")]
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>One entry a group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>One entry a parameter, group by group.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, which entries of <see cref="State"/> are its parameters'.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
