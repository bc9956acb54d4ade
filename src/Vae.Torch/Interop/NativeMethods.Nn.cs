using System.Runtime.InteropServices;

namespace TorchSharp;

internal static partial class NativeMethods
{
    [LibraryImport(Library)] internal static partial int THSNN_Parameter_new(TensorHandle data, int requiresGrad, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_Module_to(TensorHandle tensor, int deviceType, int deviceIndex, int dtype, int nonBlocking);

    [LibraryImport(Library)] internal static partial int THSNN_linear(TensorHandle input, TensorHandle weight, TensorHandle bias, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_conv2d(TensorHandle input, TensorHandle weight, TensorHandle bias, long[] stride, long[] padding, long[] dilation, long dims, long groups, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_conv_transpose2d(TensorHandle input, TensorHandle weight, TensorHandle bias, long[] stride, long[] padding, long[] outputPadding, long[] dilation, long dims, long groups, int native, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_batch_norm(TensorHandle input, TensorHandle weight, TensorHandle bias, TensorHandle runningMean, TensorHandle runningVar, int training, double momentum, double eps, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_group_norm(TensorHandle input, long groups, TensorHandle weight, TensorHandle bias, double eps, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_layer_norm(TensorHandle input, long[] shape, long dims, TensorHandle weight, TensorHandle bias, double eps, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_dropout(TensorHandle input, double p, int training, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_pixel_shuffle(TensorHandle input, long factor, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_pad(TensorHandle input, long[] pad, long length, int mode, double value, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_interpolate(TensorHandle input, long[]? sizes, double[]? scales, long dims, int mode, int align, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_one_hot(TensorHandle input, long classes, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_normalize(TensorHandle input, double p, long dim, double eps, out IntPtr result);

    [LibraryImport(Library)] internal static partial int THSNN_relu(TensorHandle input, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_leaky_relu(TensorHandle input, double slope, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_elu(TensorHandle input, double alpha, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_gelu(TensorHandle input, int approximate, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_silu(TensorHandle input, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_softplus(TensorHandle input, double beta, double threshold, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_sigmoid(TensorHandle input, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_tanh(TensorHandle input, int inplace, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_logsigmoid(TensorHandle input, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_softmax(TensorHandle input, long dim, int dtype, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_log_softmax(TensorHandle input, long dim, out IntPtr result);

    [LibraryImport(Library)] internal static partial int THSNN_binary_cross_entropy(TensorHandle input, TensorHandle target, TensorHandle weight, long reduction, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_binary_cross_entropy_with_logits(TensorHandle input, TensorHandle target, TensorHandle weight, long reduction, TensorHandle posWeight, int native, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_mse_loss(TensorHandle input, TensorHandle target, long reduction, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_l1_loss(TensorHandle input, TensorHandle target, long reduction, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_smooth_l1_loss(TensorHandle input, TensorHandle target, long reduction, double beta, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_cross_entropy(TensorHandle input, TensorHandle target, TensorHandle weight, long ignoreIndex, long reduction, double smoothing, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_nll_loss(TensorHandle input, TensorHandle target, TensorHandle weight, long reduction, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_kl_div(TensorHandle input, TensorHandle target, long reduction, int logTarget, out IntPtr result);
    [LibraryImport(Library)] internal static partial int THSNN_gaussian_nll_loss(TensorHandle input, TensorHandle target, TensorHandle variance, int full, double eps, long reduction, out IntPtr result);
}
