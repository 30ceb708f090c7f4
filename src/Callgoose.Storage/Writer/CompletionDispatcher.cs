using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Writer;

/// <summary>
/// Ends the waits for commands that are settled, on threads of the pool: the writer never runs what follows a commit.
/// </summary>
internal static class CompletionDispatcher
{
    /// <summary>So many waits are ended by one item of work: enough to save most wakings, few enough to leave something for other processors.</summary>
    private const int GroupLength = 16;

    /// <summary>Lets the waits for settled commands end.</summary>
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
