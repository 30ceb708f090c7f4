using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

/// <summary>Ends the waits for settled commands on threads of the pool, so that the writer never runs the code that follows a commit.</summary>
internal static class CompletionDispatcher
{
    /// <summary>How many waits one work item ends: enough to save most wake-ups, few enough to leave work for other processors.</summary>
    private const int GroupLength = 16;

    /// <summary>Ends the waits for settled commands.</summary>
    public static void Release(ReadOnlySpan<StoreCommand> commands)
    {
        while (!commands.IsEmpty)
        {
            int length = 1;
            if (commands[0].ContinuationMode == ContinuationMode.SharedWorkItem)
            {
                while (length < Math.Min(commands.Length, GroupLength) && commands[length].ContinuationMode == ContinuationMode.SharedWorkItem)
                {
                    commands[length - 1].Next = commands[length];
                    length++;
                }
            }

            ThreadPool.UnsafeQueueUserWorkItem(commands[0], preferLocal: false);
            commands = commands[length..];
        }
    }
}
