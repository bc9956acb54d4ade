using Vae.Core;

namespace Vae.Worker.Training;

/// <summary>Runs training on a thread of its own: dispose scopes of tensors belong to a thread, and a run of hours would take one from the pool.</summary>
internal static class TrainingThread
{
    /// <summary>Runs the body from beginning to end on a new thread.</summary>
    /// <param name="operatorThreads">Threads of each of libtorch's operators in it.</param>
    /// <param name="body">What to do.</param>
    public static Task<T> RunAsync<T>(int operatorThreads, Func<T> body)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                TorchThreads.Use(operatorThreads);
                completion.SetResult(body());
            }
            catch (OperationCanceledException e)
            {
                completion.SetCanceled(e.CancellationToken);
            }
            // The task carries it to the job's boundary; nothing above this frame could.
            catch (Exception e)
            {
                completion.SetException(e);
            }
        })
        {
            IsBackground = true,
            Name = "training",
        };
        thread.Start();
        return completion.Task;
    }
}
