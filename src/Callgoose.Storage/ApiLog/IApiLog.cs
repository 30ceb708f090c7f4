namespace Callgoose.Storage.ApiLog;

/// <summary>Writes entries of the API log in the background, so that calls never wait for it.</summary>
public interface IApiLog : IAsyncDisposable
{
    /// <summary>How many entries were dropped because too many were waiting or the log could not be written.</summary>
    long LeftOut { get; }

    /// <summary>Queues an entry. Never blocks.</summary>
    void Add(ApiLogEntry entry);
}
