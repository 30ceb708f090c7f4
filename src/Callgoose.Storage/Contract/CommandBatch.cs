using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>Commands that one commit makes durable, in the order in which they arrived. Reused for every batch.</summary>
public sealed class CommandBatch
{
    private readonly StoreCommand[] commands;
    private readonly CallRules rules;
    private readonly MoreCommands? more;

    /// <summary>Creates an empty batch.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="capacity">The maximum number of commands.</param>
    /// <param name="more">Takes commands that have arrived in the meantime.</param>
    internal CommandBatch(CallRules rules, int capacity, MoreCommands? more = null)
    {
        this.rules = rules;
        this.more = more;
        commands = new StoreCommand[capacity];
    }

    /// <summary>Creates a batch of commands for a store that is used without a queue.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="commands">The commands, in their order.</param>
    public CommandBatch(CallRules rules, params ReadOnlySpan<StoreCommand> commands)
        : this(rules, commands.Length)
    {
        commands.CopyTo(this.commands);
        Length = commands.Length;
    }

    /// <summary>The number of commands. Grows while <see cref="Apply"/> adds commands that have arrived in the meantime.</summary>
    public int Length { get; internal set; }

    /// <summary>The commands.</summary>
    internal Span<StoreCommand> Commands => commands.AsSpan(0, Length);

    /// <summary>The whole buffer for commands.</summary>
    internal Span<StoreCommand> Room => commands;

    /// <summary>Collects everything that the rules may read for this batch, so that the store can fetch it before they run.</summary>
    public void CollectReads(BatchReads reads)
    {
        foreach (StoreCommand command in Commands)
        {
            command.CollectReads(reads);
        }
    }

    /// <summary>
    /// Applies the commands, and those that arrive while it does so. For stores that have every row at hand: no row has to be waited for,
    /// and one commit costs as much as applying twenty commands.
    /// </summary>
    /// <exception cref="CommandFaultException">A command is at fault; the store must undo the batch.</exception>
    /// <exception cref="StoreException">The store cannot be read or written.</exception>
    public void Apply(IIncidentStore rows)
    {
        int applied = 0;
        while (applied < Length)
        {
            ApplyOne(commands[applied++], rows);
            if (applied == Length && more is not null)
            {
                Length += more(commands.AsSpan(Length));
            }
        }
    }

    /// <summary>Applies the commands that <see cref="CollectReads"/> has covered, and no others.</summary>
    /// <exception cref="CommandFaultException">A command is at fault; the store must not keep anything.</exception>
    public void ApplyCollected(IIncidentStore rows)
    {
        foreach (StoreCommand command in Commands)
        {
            ApplyOne(command, rows);
        }
    }

    /// <summary>Reverts what the commands recorded outside the store.</summary>
    public void Undo()
    {
        foreach (StoreCommand command in Commands)
        {
            command.Undo();
        }
    }

    private void ApplyOne(StoreCommand command, IIncidentStore rows)
    {
        try
        {
            command.Apply(rows, rules);
        }
        catch (Exception e) when (e is not StoreException { BlamesStore: true })
        {
            throw new CommandFaultException(e);
        }
    }

    /// <summary>Drops the references to the commands, which the array would keep alive.</summary>
    internal void Clear()
    {
        Commands.Clear();
        Length = 0;
    }
}
