namespace Callgoose.LoadTest.Contenders;

/// <summary>A server that takes the load: the product, a rival or a control.</summary>
internal interface IContender
{
    /// <summary>Its name in options and results.</summary>
    string Name { get; }

    /// <summary>Which of the product's abilities it has.</summary>
    Abilities Abilities { get; }

    /// <summary>False if a program that it needs is missing.</summary>
    bool IsInstalled => true;

    /// <summary>Builds what has to be built, once.</summary>
    Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Starts it on a free port of the loopback interface, without data from an earlier run.</summary>
    Task<RunningServer> StartAsync();
}
