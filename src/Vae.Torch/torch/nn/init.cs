using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors with initial values, in place and without recording gradients. Each method returns its tensor.</summary>
        public static class init
        {
            /// <summary>What follows a layer, which decides how much its weights are scaled.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing, or a linear layer.</summary>
                Linear = 0,
                /// <summary>A convolution over one dimension.</summary>
                Conv1D = 1,
                /// <summary>A convolution over two dimensions.</summary>
                Conv2D = 2,
                /// <summary>A convolution over three dimensions.</summary>
                Conv3D = 3,
                /// <summary>A transposed convolution over one dimension.</summary>
                ConvTranspose1D = 4,
                /// <summary>A transposed convolution over two dimensions.</summary>
                ConvTranspose2D = 5,
                /// <summary>A transposed convolution over three dimensions.</summary>
                ConvTranspose3D = 6,
                /// <summary>The logistic function.</summary>
                Sigmoid = 7,
                /// <summary>The hyperbolic tangent.</summary>
                Tanh = 8,
                /// <summary>max(0, x).</summary>
                ReLU = 9,
                /// <summary>max(0, x) with a slope below zero.</summary>
                LeakyReLU = 10,
            }

            /// <summary>Which of a weight's two counts of connections keeps its variance.</summary>
            public enum FanInOut
            {
                /// <summary>Inputs of one output: keeps the variance of the forward pass.</summary>
                FanIn = 0,
                /// <summary>Outputs of one input: keeps the variance of the backward pass.</summary>
                FanOut = 1,
            }

            /// <summary>The factor on a weight's standard deviation for what follows the layer.</summary>
            /// <param name="nonlinearity">What follows.</param>
            /// <param name="param">The slope of a leaky ReLU below zero. Default: 0.</param>
            /// <returns>1, 5/3 for tanh, √2 for ReLU, √(2 / (1 + param²)) for leaky ReLU.</returns>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + param * param)),
                _ => 1.0,
            };

            /// <summary>Counts a weight's connections: size of dimension 1 and of dimension 0, each times the kernel's elements.</summary>
            /// <param name="tensor">A weight [out, in, …kernel]. Of a transposed convolution, [in, out, …kernel], the two change places, as in PyTorch.</param>
            /// <returns>Inputs of one output and outputs of one input.</returns>
            /// <exception cref="ArgumentException">The weight has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"Connections are counted for weights of two or more dimensions, not of [{string.Join(", ", shape)}].", nameof(tensor));
                long kernel = 1;
                foreach (long size in shape.AsSpan(2)) kernel *= size;
                return (shape[1] * kernel, shape[0] * kernel);
            }

            /// <summary>Fills with one value.</summary>
            /// <param name="tensor">Filled in place.</param>
            /// <param name="val">The value.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, t => t.fill_(val));

            /// <summary>Fills with zeros.</summary>
            /// <param name="tensor">Filled in place.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0.0);

            /// <summary>Fills with ones.</summary>
            /// <param name="tensor">Filled in place.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1.0);

            /// <summary>Fills from the uniform distribution on [low, high).</summary>
            /// <param name="tensor">Filled in place.</param>
            /// <param name="low">The lower bound. Default: 0.</param>
            /// <param name="high">The upper bound. Default: 1.</param>
            /// <param name="generator">What draws. Default: the device's default generator.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, t => t.uniform_(low, high, generator));

            /// <summary>Fills from the normal distribution.</summary>
            /// <param name="tensor">Filled in place.</param>
            /// <param name="mean">Its mean. Default: 0.</param>
            /// <param name="std">Its standard deviation. Default: 1.</param>
            /// <param name="generator">What draws. Default: the device's default generator.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, t => t.normal_(mean, std, generator));

            /// <summary>Fills from U(−b, b) with b = gain √(3 / fan) (He et al. 2015).</summary>
            /// <param name="tensor">A weight, filled in place.</param>
            /// <param name="a">The slope below zero of the leaky ReLU that follows. Default: 0.</param>
            /// <param name="mode">Which fan. Default: the inputs.</param>
            /// <param name="nonlinearity">What follows. Default: leaky ReLU.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                // In this order of operations the bound has the same bits as PyTorch's.
                double std = calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode));
                double bound = Math.Sqrt(3.0) * std;
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills from N(0, gain² / fan) (He et al. 2015).</summary>
            /// <param name="tensor">A weight, filled in place.</param>
            /// <param name="a">The slope below zero of the leaky ReLU that follows. Default: 0.</param>
            /// <param name="mode">Which fan. Default: the inputs.</param>
            /// <param name="nonlinearity">What follows. Default: leaky ReLU.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode)));

            /// <summary>Fills from U(−b, b) with b = gain √(6 / (fan in + fan out)) (Glorot and Bengio 2010).</summary>
            /// <param name="tensor">A weight, filled in place.</param>
            /// <param name="gain">Scales the bound. Default: 1.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                double bound = Math.Sqrt(3.0) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills from N(0, 2 gain² / (fan in + fan out)) (Glorot and Bengio 2010).</summary>
            /// <param name="tensor">A weight, filled in place.</param>
            /// <param name="gain">Scales the deviation. Default: 1.</param>
            /// <returns>The same tensor.</returns>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, XavierDeviation(tensor, gain));

            // What the layers with weights do in PyTorch: kaiming_uniform(a = √5), then the bias from ±1/√fan_in, in this order.
            internal static void Default(Parameter weight, Parameter? bias)
            {
                kaiming_uniform_(weight, Math.Sqrt(5));
                if (bias is null) return;
                (long fanIn, _) = CalculateFanInAndFanOut(weight);
                double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                uniform_(bias, -bound, bound);
            }

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static long Fan(Tensor tensor, FanInOut mode)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return mode == FanInOut.FanIn ? fanIn : fanOut;
            }

            // In-place methods return another handle on the same data; the caller gets its own object back.
            private static Tensor Fill(Tensor tensor, Func<Tensor, Tensor> fill)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using (no_grad())
                {
                    Tensor same = fill(tensor);
                    if (!ReferenceEquals(same, tensor)) same.Dispose();
                }
                return tensor;
            }
        }
    }
}
