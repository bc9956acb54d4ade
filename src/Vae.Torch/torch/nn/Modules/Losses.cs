using static TorchSharp.torch;

namespace TorchSharp
{
    /// <summary>A module that compares two values.</summary>
    /// <typeparam name="T1">The prediction.</typeparam>
    /// <typeparam name="T2">The target.</typeparam>
    /// <typeparam name="TResult">The loss.</typeparam>
    public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
    {
        /// <summary>Makes a loss.</summary>
        /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
        public Loss(nn.Reduction reduction = nn.Reduction.Mean) : base(nameof(Loss<,,>)) => this.reduction = reduction;

        /// <summary>What is done with the elements.</summary>
        public nn.Reduction reduction { get; }
    }

    /// <summary>A loss with factors, which it owns.</summary>
    /// <typeparam name="T1">The prediction.</typeparam>
    /// <typeparam name="T2">The target.</typeparam>
    /// <typeparam name="TResult">The loss.</typeparam>
    public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
    {
        /// <summary>Makes a loss.</summary>
        /// <param name="weight">Factors. Default: ones.</param>
        /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
        public WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : base(reduction)
        {
            this.weight = weight;
            if (weight is not null) register_buffer(nameof(weight), weight);
        }

        /// <summary>The factors, or null for ones.</summary>
        public Tensor? weight { get; }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Binary cross-entropy of probabilities.</summary>
    public sealed class BCELoss : WeightedLoss<Tensor, Tensor, Tensor>
    {
        internal BCELoss(Tensor? weight, nn.Reduction reduction) : base(weight, reduction)
        {
        }

        /// <summary>Compares.</summary>
        /// <param name="input">Probabilities in [0, 1], any shape.</param>
        /// <param name="target">In [0, 1], the same shape.</param>
        /// <returns>A scalar, or the input's shape without reduction.</returns>
        public override Tensor forward(Tensor input, Tensor target) => nn.functional.binary_cross_entropy(input, target, weight, reduction);
    }

    /// <summary>Binary cross-entropy of logits.</summary>
    public sealed class BCEWithLogitsLoss : WeightedLoss<Tensor, Tensor, Tensor>
    {
        internal BCEWithLogitsLoss(Tensor? weight, nn.Reduction reduction, Tensor? posWeights) : base(weight, reduction)
        {
            pos_weights = posWeights;
            if (posWeights is not null) register_buffer(nameof(pos_weights), posWeights);
        }

        /// <summary>Factors on the term of the target, or null for ones.</summary>
        public Tensor? pos_weights { get; }

        /// <summary>Compares.</summary>
        /// <param name="input">Logits, any shape.</param>
        /// <param name="target">In [0, 1], the same shape.</param>
        /// <returns>A scalar, or the input's shape without reduction.</returns>
        public override Tensor forward(Tensor input, Tensor target) => nn.functional.binary_cross_entropy_with_logits(input, target, weight, reduction, pos_weights);
    }

    /// <summary>Squared error.</summary>
    public sealed class MSELoss : Loss<Tensor, Tensor, Tensor>
    {
        internal MSELoss(nn.Reduction reduction) : base(reduction)
        {
        }

        /// <summary>Compares.</summary>
        /// <param name="input">Any shape.</param>
        /// <param name="target">The same shape.</param>
        /// <returns>A scalar, or the input's shape without reduction.</returns>
        public override Tensor forward(Tensor input, Tensor target) => nn.functional.mse_loss(input, target, reduction);
    }

    /// <summary>Cross-entropy of class logits.</summary>
    public sealed class CrossEntropyLoss : WeightedLoss<Tensor, Tensor, Tensor>
    {
        internal CrossEntropyLoss(Tensor? weight, long? ignoreIndex, nn.Reduction reduction) : base(weight, reduction) => ignore_index = ignoreIndex;

        /// <summary>A class whose elements do not count; null for −100, which is none.</summary>
        public long? ignore_index { get; }

        /// <summary>Compares.</summary>
        /// <param name="input">Logits, [B, C, …].</param>
        /// <param name="target">int64 classes, [B, …].</param>
        /// <returns>A scalar, or [B, …] without reduction.</returns>
        public override Tensor forward(Tensor input, Tensor target) => nn.functional.cross_entropy(input, target, weight, ignore_index ?? -100, reduction);
    }
}
