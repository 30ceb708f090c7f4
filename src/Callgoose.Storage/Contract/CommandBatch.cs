using Callgoose.Incidents;

namespace Callgoose.Storage.Contract;

/// <summary>Commands that one commit makes durable, in the order in which they came. Used again from batch to batch.</summary>
public sealed class CommandBatch
{
    private readonly StoreCommand[] commands;
    private readonly CallRules rules;
    private readonly MoreCommands? more;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="rules">The rules that decide.</param>
    /// <param name="capacity">How many commands it takes at most.</param>
    /// <param name="more">Gives what has come meanwhile.</param>
    internal CommandBatch(CallRules rules, int capacity, MoreCommands? more = null)
    {
        this.rules = rules;
        this.more = more;
        commands = new StoreCommand[capacity];
    }

    /// <summary>Makes a batch of commands for a store that is driven without a queue.</summary>
    /// <param name="rules">The rules that decide.</param>
    /// <param name="commands">The commands, in their order.</param>
    public CommandBatch(CallRules rules, params ReadOnlySpan<StoreCommand> commands)
        : this(rules, commands.Length)
    {
        commands.CopyTo(this.commands);
        Length = commands.Length;
    }

    /// <summary>How many commands it has. Grows while <see cref="Apply"/> takes along what has come.</summary>
    public int Length { get; internal set; }

    /// <summary>The commands.</summary>
    internal Span<StoreCommand> Commands => commands.AsSpan(0, Length);

    /// <summary>All the room there is.</summary>
    internal Span<StoreCommand> Room => commands;

    /// <summary>Names everything that the rules may read for this batch, so that it can be fetched before they run.</summary>
    public void CollectReads(BatchReads reads)
    {
        foreach (StoreCommand command in Commands)
        {
            command.CollectReads(reads);
        }
    }

    /// <summary>
    /// Applies the commands, and whatever has come by the time that they are applied. For a store in which every row is at hand: nobody is
    /// waited for, and to make durable costs as much as to apply twenty commands.
    /// </summary>
    /// <exception cref="CommandFaultException">A command is at fault; the store has to undo what was done.</exception>
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

    /// <summary>Applies the commands of which <see cref="CollectReads"/> has told, and no others.</summary>
    /// <exception cref="CommandFaultException">A command is at fault; nothing may be kept.</exception>
    public void ApplyCollected(IIncidentStore rows)
    {
        foreach (StoreCommand command in Commands)
        {
            ApplyOne(command, rows);
        }
    }

    /// <summary>Takes back what the commands noted outside the store.</summary>
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

    /// <summary>Forgets the commands: the array would keep them alive.</summary>
    internal void Clear()
    {
        Commands.Clear();
        Length = 0;
    }
}
