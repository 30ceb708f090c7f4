using System.Diagnostics;

namespace Callgoose.EndToEnd.Tests.Support;

/// <summary>Waits for events outside the test.</summary>
public static class Eventually
{
    /// <summary>Waits until a condition holds; fails after a minute.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        for (var waited = Stopwatch.StartNew(); !await condition(); await Task.Delay(20))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "it did not happen");
        }
    }
}
