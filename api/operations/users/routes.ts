/** The addresses of people's files: a part of the table in ../routes.ts. They stand before /users/:id, which would take them for ids. */
import { formWithFile } from '../../form-with-file.ts';
import type { OperationsServices } from '../operations-services.ts';
import { form, get, postWithFile, type Route } from '../route.ts';
import { chosenUsersFile, usersFile } from './file.ts';

/** A file and the form around it. What is a little too large is refused beside its field, by its own name. */
const largestFile = 4 * 1024 * 1024;

export function usersFileRoutes(services: OperationsServices): readonly Route[] {
  return [
    get('/users/file', 'keep-users', usersFile(services).show),
    postWithFile('/users/file', 'keep-users', formWithFile(largestFile), usersFile(services).submit),
    ...form('/users/file/:id', 'keep-users', chosenUsersFile(services)),
  ];
}
