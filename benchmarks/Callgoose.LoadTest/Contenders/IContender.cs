namespace Callgoose.LoadTest.Contenders;

/// <summary>A server that takes the load: the product, a rival or a control.</summary>
internal interface IContender
{
    /// <summary>Its name in options and results.</summary>
    string Name { get; }

    /// <summary>Starts it on a free port of the loopback interface, with nothing from an earlier run.</summary>
    Task<RunningServer> StartAsync();
}
