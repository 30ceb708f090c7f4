namespace Callgoose.Storage.ApiLog;

/// <summary>Takes entries of the API log behind the back of the calls.</summary>
public interface IApiLog : IAsyncDisposable
{
    /// <summary>How many entries were left out because too many waited or the log could not be written.</summary>
    long LeftOut { get; }

    /// <summary>Hands an entry over. Never waits.</summary>
    void Add(ApiLogEntry entry);
}
