namespace Callgoose.Http;

/// <summary>Whoever waits for the end of a request without a <see cref="Task"/>.</summary>
internal interface IRequestEnd
{
    /// <summary>The request has ended. Goes on with what waits for it on this thread.</summary>
    /// <param name="fault">Why it could not even be refused, or null.</param>
    void End(Exception? fault);
}
