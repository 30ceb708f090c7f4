using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Callgoose.Benchmarks.Measuring;

/// <summary>The text above every table.</summary>
internal static class MachineText
{
    /// <summary>The date, the processor, the runtime and how the code was compiled.</summary>
    public static string Describe()
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
            : "unknown processor";
        string compiled = RuntimeFeature.IsDynamicCodeSupported ? "JIT" : "native AOT";
        string date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{date}, {processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription} ({compiled})";
    }
}
