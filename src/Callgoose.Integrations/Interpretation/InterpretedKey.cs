using Callgoose.Payloads;

namespace Callgoose.Interpretation;

/// <summary>A key of a payload or of an element.</summary>
/// <param name="Scope">The scope in which it is looked up.</param>
/// <param name="Number">Its number in the scope.</param>
/// <param name="IsInElement">True if the scope is an element.</param>
internal sealed record InterpretedKey(InterpretedScope Scope, int Number, bool IsInElement)
{
    /// <summary>The value.</summary>
    public Utf8Value Of(scoped in PayloadView view) => IsInElement ? Scope.Value(Number, view.List, view.ElementSlots) : Scope.Value(Number, view.Body, view.Slots);
}
