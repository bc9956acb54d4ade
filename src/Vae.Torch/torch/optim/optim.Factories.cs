using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Adam (Kingma and Ba 2015), over one group.</summary>
        /// <param name="parameters">What to train; the module keeps owning it.</param>
        /// <param name="lr">The learning rate. Default: 1e−3.</param>
        /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
        /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
        /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam (Kingma and Ba 2015), over one group.</summary>
        /// <param name="parameters">What to train, with names that are not used.</param>
        /// <param name="lr">The learning rate. Default: 1e−3.</param>
        /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
        /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
        /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static Adam Adam(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam (Kingma and Ba 2015), over several groups.</summary>
        /// <param name="parameters">The groups; what they leave open is taken from the other arguments.</param>
        /// <param name="lr">The learning rate. Default: 1e−3.</param>
        /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
        /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
        /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static Adam Adam(IEnumerable<Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), over one group.</summary>
        /// <param name="parameters">What to train; the module keeps owning it.</param>
        /// <param name="lr">The learning rate. Default: 1e−3.</param>
        /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
        /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
        /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
        /// <param name="weight_decay">The share of the learning rate by which parameters shrink each step. Default: 0.</param>
        /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), over one group.</summary>
        /// <param name="parameters">What to train, with names that are not used.</param>
        /// <param name="lr">The learning rate. Default: 1e−3.</param>
        /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
        /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
        /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
        /// <param name="weight_decay">The share of the learning rate by which parameters shrink each step. Default: 0.</param>
        /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static AdamW AdamW(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), over several groups.</summary>
        /// <param name="parameters">The groups; what they leave open is taken from the other arguments.</param>
        /// <param name="lr">The learning rate. Default: 1e−3.</param>
        /// <param name="beta1">Decay of the first moment, in [0, 1). Default: 0.9.</param>
        /// <param name="beta2">Decay of the second moment, in [0, 1). Default: 0.999.</param>
        /// <param name="eps">Added to the root of the second moment. Default: 1e−8.</param>
        /// <param name="weight_decay">The share of the learning rate by which parameters shrink each step. Default: 0.</param>
        /// <param name="amsgrad">True to divide by the largest second moment so far. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Stochastic gradient descent, over one group.</summary>
        /// <param name="parameters">What to train; the module keeps owning it.</param>
        /// <param name="learningRate">The learning rate.</param>
        /// <param name="momentum">Share of the last step in the next. Default: 0.</param>
        /// <param name="dampening">What the gradient lacks in the momentum. Default: 0.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="nesterov">True for Nesterov's momentum. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Stochastic gradient descent, over one group.</summary>
        /// <param name="parameters">What to train, with names that are not used.</param>
        /// <param name="learningRate">The learning rate.</param>
        /// <param name="momentum">Share of the last step in the next. Default: 0.</param>
        /// <param name="dampening">What the gradient lacks in the momentum. Default: 0.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="nesterov">True for Nesterov's momentum. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static SGD SGD(IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters.Select(entry => entry.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Stochastic gradient descent, over several groups.</summary>
        /// <param name="parameters">The groups; what they leave open is taken from the other arguments.</param>
        /// <param name="learningRate">The learning rate.</param>
        /// <param name="momentum">Share of the last step in the next. Default: 0.</param>
        /// <param name="dampening">What the gradient lacks in the momentum. Default: 0.</param>
        /// <param name="weight_decay">Added to the gradient, times the parameter. Default: 0.</param>
        /// <param name="nesterov">True for Nesterov's momentum. Default: false.</param>
        /// <param name="maximize">True to go uphill. Default: false.</param>
        /// <returns>The optimiser, which is the caller's to dispose.</returns>
        public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
    }
}
