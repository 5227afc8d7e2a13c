package dev.evenkeel.api.aws;

import dev.evenkeel.reconcilers.command.Command;
import dev.evenkeel.store.state.State;

/// One operation of an AWS service: words in, words out. What is decided lies in the command between them.
///
/// @param <I> the members of the input that are understood
/// @param <O> the members of the answer that are given
public sealed interface Operation<I extends Record, O extends Record> {
    /// AWS's name of it, such as `RunTask`.
    String name();

    /// The record that inputs are bound to.
    Class<I> input();

    /// The record that answers are written from.
    Class<O> output();

    /// An operation that changes nothing.
    record Query<I extends Record, O extends Record>(
            String name, Class<I> input, Class<O> output, Reading<I, O> reading) implements Operation<I, O> {}

    /// An operation that is submitted to the ledger.
    ///
    /// @param <R> what its command answers
    record Mutation<I extends Record, O extends Record, R>(
            String name, Class<I> input, Class<O> output, Wording<I, R> wording, Answering<R, O> answering)
            implements Operation<I, O> {}

    /// An operation whose effects are no facts of the ledger's, such as lines put into a log: it leaves nothing in the
    /// log of events, whatever comes of it.
    record Direct<I extends Record, O extends Record>(String name, Class<I> input, Class<O> output, Doing<I, O> doing)
            implements Operation<I, O> {}

    /// Does what was asked, and answers.
    @FunctionalInterface
    interface Doing<I extends Record, O extends Record> {
        /// @throws dev.evenkeel.api.protocol.ApiException if the input asks for what cannot be
        O answer(Caller caller, State state, I input) throws InterruptedException;
    }

    /// Answers from one state.
    @FunctionalInterface
    interface Reading<I extends Record, O extends Record> {
        /// @throws dev.evenkeel.api.protocol.ApiException if the input asks for what cannot be
        O answer(Caller caller, State state, I input);
    }

    /// Makes a command of what was asked.
    @FunctionalInterface
    interface Wording<I extends Record, R> {
        /// @throws dev.evenkeel.api.protocol.ApiException if no state could make the input right
        Command<R> command(Call call, I input);
    }

    /// Tells what a command answered.
    @FunctionalInterface
    interface Answering<R, O extends Record> {
        /// `state` is as of the command's batch or later.
        O answer(Caller caller, State state, R response);
    }
}
