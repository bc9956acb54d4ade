namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Binary cross-entropy of probabilities.</summary>
        /// <param name="weight">Factors, which the module owns. Default: ones.</param>
        /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.BCELoss BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
            new(weight, reduction);

        /// <summary>Binary cross-entropy of logits.</summary>
        /// <param name="weight">Factors, which the module owns. Default: ones.</param>
        /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
        /// <param name="pos_weights">Factors on the term of the target, which the module owns. Default: ones.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.BCEWithLogitsLoss BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
            new(weight, reduction, pos_weights);

        /// <summary>Squared error.</summary>
        /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.MSELoss MSELoss(Reduction reduction = Reduction.Mean) =>
            new(reduction);

        /// <summary>Cross-entropy of class logits.</summary>
        /// <param name="weight">A factor for each class, which the module owns. Default: ones.</param>
        /// <param name="ignore_index">A class whose elements do not count. Default: none.</param>
        /// <param name="reduction">Mean, sum or all elements. Default: mean.</param>
        /// <returns>The module, which is the caller's to dispose or to register.</returns>
        public static Modules.CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) =>
            new(weight, ignore_index, reduction);
    }
}
