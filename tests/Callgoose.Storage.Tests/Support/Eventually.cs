using System.Diagnostics;

namespace Callgoose.Storage.Tests;

/// <summary>Waits for another thread; fails only if the condition never holds.</summary>
internal static class Eventually
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < HangGuard; await Task.Delay(10))
        {
            if (condition())
            {
                return;
            }
        }

        throw new TimeoutException("what was waited for did not come about");
    }
}
