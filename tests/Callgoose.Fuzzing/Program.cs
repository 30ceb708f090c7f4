using Callgoose.Fuzzing;
using SharpFuzz;

// Three uses: `instrument FOLDER` prepares a copy of this program, `TARGET` alone runs under driver.c, and `TARGET PATH…` tries
// files once, as after a crash.
switch (args)
{
    case ["instrument", string folder]:
        Instrumentation.Apply(folder);
        return 0;

    case [string target]:
        Fuzzer.LibFuzzer.Run(FuzzTargets.Named(target));
        return 0;

    case [string target, .. string[] paths]:
        ReadOnlySpanAction check = FuzzTargets.Named(target);
        foreach (string file in paths.SelectMany(static path => Directory.Exists(path) ? Directory.GetFiles(path) : [path]))
        {
            Console.Error.WriteLine(file);
            check(File.ReadAllBytes(file));
        }

        return 0;

    default:
        Console.Error.WriteLine("usage: Callgoose.Fuzzing TARGET [FILE|FOLDER]... | instrument FOLDER; targets: " + string.Join(", ", FuzzTargets.Names));
        return 2;
}
